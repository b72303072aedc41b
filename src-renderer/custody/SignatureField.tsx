import type { ReactElement } from 'react'
import type { SignatureGiven } from '../../src-main/contract/custody.ts'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { useExhibitIndex } from '../exhibits/rows.ts'
import { Radios, SelectField } from '../ui/Choice.tsx'
import { SignaturePad, type Strokes } from './SignaturePad.tsx'

/** What is chosen in the field. */
export interface SignatureEntry {
  readonly how: 'none' | SignatureGiven['how']
  readonly strokes: Strokes
  readonly scan: string
}

export const unsigned: SignatureEntry = { how: 'none', strokes: [], scan: '' }

/** The signature as the contract takes it; nothing while there is none. */
export function signatureIn({ how, strokes, scan }: SignatureEntry): SignatureGiven | undefined {
  if (how === 'drawn' && strokes.length > 0) return { how, strokes: strokes.map((stroke) => [...stroke]) }
  if (how === 'scanned' && scan !== '') return { how, exhibit: scan as ExhibitId }
  return how === 'key' ? { how } : undefined
}

interface SignatureFieldProps {
  readonly label: string
  readonly caseId: CaseId
  readonly entry: SignatureEntry
  readonly onEntry: (entry: SignatureEntry) => void
  readonly mayBeOpen: boolean
}

/** How somebody signs: drawn here, on paper of which the scan is an exhibit, or with the key of the user at the keyboard. */
export function SignatureField({ label, caseId, entry, onEntry, mayBeOpen }: SignatureFieldProps): ReactElement {
  const say = useSay()
  const user = useSession((session) => session.opened?.user) ?? ''
  const exhibits = useExhibitIndex(caseId).data
  const ways = mayBeOpen ? (['none', 'drawn', 'scanned', 'key'] as const) : (['drawn', 'scanned', 'key'] as const)
  return (
    <>
      <Radios
        label={label}
        inRow
        value={entry.how}
        onChange={(how) => onEntry({ ...entry, how: how as SignatureEntry['how'] })}
        options={ways.map((id) => ({ id, label: say(`signature.${id}`, { user }) }))}
      />
      {entry.how === 'drawn' ? (
        <SignaturePad label={label} strokes={entry.strokes} onStrokes={(strokes) => onEntry({ ...entry, strokes })} />
      ) : null}
      {entry.how === 'scanned' ? (
        <SelectField
          label={say('signature.scan')}
          hint={say('signature.scan.hint')}
          isRequired
          selectedKey={entry.scan === '' ? null : entry.scan}
          onSelectionChange={(scan) => onEntry({ ...entry, scan: String(scan ?? '') })}
          options={[...(exhibits?.values() ?? [])]
            .filter(({ fileName }) => fileName !== null)
            .map(({ exhibitId, mark, title }) => ({ id: exhibitId, label: `${mark} ${title}` }))}
        />
      ) : null}
    </>
  )
}
