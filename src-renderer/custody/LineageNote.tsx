import type { ReactElement } from 'react'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Digest, Facts } from '../ui/Note.tsx'
import css from './Custody.module.css'
import { lineageFacts } from './lineage-words.ts'

interface LineageNoteProps {
  readonly caseId: CaseId
  readonly exhibitId: ExhibitId
}

/** What an exhibit was made from and how, and what was made from it; each leads to the other. */
export function LineageNote({ caseId, exhibitId }: LineageNoteProps): ReactElement | null {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const lineage = useAsk('derive.lineage', { exhibitId }).data
  if (lineage === undefined || (lineage.parent === null && lineage.made.length === 0)) return null
  const { parent, made } = lineage
  const show = (other: ExhibitId): void => go({ kind: 'case', caseId, tab: 'evidence', exhibitId: other })
  return (
    <section aria-label={say('derive.lineage')}>
      <h3>{say('derive.lineage')}</h3>
      {parent === null ? null : (
        <div className={css['item']}>
          <div>
            <Button look="link" onPress={() => show(parent.exhibitId)}>
              {say('derive.of', { mark: parent.mark, way: parent.way, tool: parent.tool })}
            </Button>
          </div>
          <Facts
            facts={[...lineageFacts(say, parent), ['SHA-256', <Digest key="digest" hex={parent.parentSha256} />]]}
          />
        </div>
      )}
      <ul>
        {made.map((one) => (
          <li key={one.exhibitId}>
            <Button look="link" onPress={() => show(one.exhibitId)}>
              {say('derive.into', { mark: one.mark, way: one.way, title: one.title })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
