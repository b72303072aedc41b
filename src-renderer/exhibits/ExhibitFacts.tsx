import type { ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { shownName } from '../cases/party-words.ts'
import { LineageNote } from '../custody/LineageNote.tsx'
import { formatBytes, formatInstant, formatLanguage } from '../ui/format.ts'
import { Digest, Facts, FileName } from '../ui/Note.tsx'
import css from './Exhibits.module.css'
import { formatCollected } from './collected.ts'

/** Everything known of an exhibit: its file as it was measured, and what the collector said. */
export function ExhibitFacts({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  return (
    <div className={css['stack']}>
      <FileFacts exhibit={exhibit} />
      <LineageNote caseId={exhibit.caseId} exhibitId={exhibit.exhibitId} />
      <CollectorFacts exhibit={exhibit} />
    </div>
  )
}

function FileFacts({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { file } = exhibit
  return (
    <section aria-label={say('exhibit.file')}>
      <h3>{say('exhibit.file')}</h3>
      <Facts
        facts={[
          [say('column.kind'), say(`kind.${exhibit.kind}`)],
          [say('field.recorded'), formatInstant(intl, exhibit.recordedAt)],
          [say('exhibit.file'), file === null ? say('exhibit.no-file') : ''],
          [say('field.fileName'), file === null ? '' : <FileName key="name" name={file.name} />],
          [say('field.mediaType'), file?.mediaType],
          [
            say('column.size'),
            file === null ? '' : `${formatBytes(intl, file.size)} (${say('exhibit.bytes', { bytes: file.size })})`,
          ],
          ['SHA-256', file === null ? '' : <Digest hex={file.sha256} />],
          ['SHA-1', file === null || file.sha1 === '' ? '' : <Digest hex={file.sha1} />],
          ['MD5', file === null || file.md5 === '' ? '' : <Digest hex={file.md5} />],
        ]}
      />
    </section>
  )
}

function CollectorFacts({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { details } = exhibit
  const parties = useAsk('party.list', { caseId: exhibit.caseId }).data ?? []
  const linked = parties.filter(({ partyId }) => details.parties?.includes(partyId) === true)
  return (
    <section aria-label={say('exhibit.collector')}>
      <h3>{say('exhibit.collector')}</h3>
      <Facts
        facts={[
          [say('field.collectedBy'), details.collectedBy],
          [
            say('field.collectedAt'),
            details.collectedAt === undefined ? '' : formatCollected(intl, details.collectedAt),
          ],
          [say('field.place'), details.place],
          [say('field.coordinates'), coordinatesOf(details)],
          [say('field.accuracy'), details.accuracyMetres],
          [say('field.source'), details.source],
          [say('field.method'), details.method],
          [say('field.sealNumbers'), details.sealNumbers],
          [say('field.physicalLocation'), details.physicalLocation],
          [say('field.language'), details.language === undefined ? '' : formatLanguage(intl, details.language)],
          [
            say('field.sensitivity'),
            details.sensitivity === undefined ? '' : say(`sensitivity.${details.sensitivity}`),
          ],
          [say('field.tags'), details.tags?.join(', ')],
          [say('party.list'), linked.map((party) => shownName(say, party)).join(', ')],
          [say('field.description'), details.description],
        ]}
      />
    </section>
  )
}

function coordinatesOf({ latitude, longitude }: Exhibit['details']): string {
  return latitude === undefined || longitude === undefined ? '' : `${latitude}, ${longitude}`
}
