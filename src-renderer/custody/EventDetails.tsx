import type { ReactElement } from 'react'
import type { CustodyDetails, Signature } from '../../src-main/contract/custody.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { formatDay } from '../ui/format.ts'
import { Badge } from '../ui/Note.tsx'
import css from './Custody.module.css'
import { lineageFacts } from './lineage-words.ts'
import { Ink } from './SignaturePad.tsx'

const texts = ['purpose', 'authority', 'condition', 'transport', 'seal', 'newSeal'] as const
const sides = [
  ['giver', 'giverSignature', 'from'],
  ['recipient', 'recipientSignature', 'to'],
  ['witness', 'witnessSignature', 'witness'],
] as const

function personOf(person: CustodyDetails['from']): string {
  return [person?.name, person?.role, person?.organisation]
    .filter((word) => word !== undefined && word !== '')
    .join(', ')
}

/** What an event says beside who, when, where and a note. */
export function EventDetails({ details }: { readonly details: CustodyDetails }): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  const facts: (readonly [string, string])[] = [
    ...(['from', 'to', 'witness'] as const).map(
      (who) => [say(`custody.field.${who}`), personOf(details[who])] as const,
    ),
    ...texts.map((field) => [say(`custody.field.${field}`), details[field] ?? ''] as const),
    [say('custody.field.sealIntact'), intactWords(say, details.sealIntact)],
    [say('custody.field.due'), details.due === undefined ? '' : formatDay(intl, details.due)],
    ...(['completes', 'ends', 'corrects'] as const).map(
      (field) => [say(`custody.field.${field}`), details[field] === undefined ? '' : String(details[field])] as const,
    ),
    ...lineageFacts(say, {
      settings: details.settings ?? {},
      tool: details.tool === undefined ? '' : `${details.tool.name} ${details.tool.version}`,
    }),
  ]
  const shown = facts.filter(([, value]) => value !== '')
  const signed = sides.filter(([, field]) => details[field] !== undefined)
  if (shown.length === 0 && signed.length === 0 && details.rehash === undefined) return null
  return (
    <>
      <dl className={css['details']}>
        {shown.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      {details.rehash === undefined ? null : (
        <Badge tone={details.rehash.holds ? 'ok' : 'failure'}>
          {say(details.rehash.holds ? 'custody.rehash.holds' : 'custody.rehash.fails')}
        </Badge>
      )}
      <div className={css['signatures']}>
        {signed.map(([side, field, who]) => (
          <Signed key={side} side={side} signature={details[field]} name={details[who]?.name ?? ''} />
        ))}
      </div>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </>
  )
}

function intactWords(say: Say, isIntact: boolean | undefined): string {
  return isIntact === undefined ? '' : say(isIntact ? 'custody.intact.yes' : 'custody.intact.no')
}

interface SignedProps {
  readonly side: 'giver' | 'recipient' | 'witness'
  readonly signature: Signature | undefined
  readonly name: string
}

function Signed({ side, signature, name }: SignedProps): ReactElement {
  const say = useSay()
  const label = [say(`signature.${side}`), name].filter((word) => word !== '').join(': ')
  if (signature?.how === 'drawn') {
    return (
      <figure>
        <Ink label={label} strokes={signature.strokes} />
        <figcaption dir="auto">{label}</figcaption>
      </figure>
    )
  }
  return (
    <span dir="auto">
      {label} {signature?.how === 'scanned' ? <Scan exhibitId={signature.exhibit} /> : say('signature.by-key')}
    </span>
  )
}

function Scan({ exhibitId }: { readonly exhibitId: string }): ReactElement {
  const say = useSay()
  const scan = useAsk('exhibit.show', { exhibitId }).data
  return <span>{say('signature.by-scan', { mark: scan?.mark ?? '' })}</span>
}
