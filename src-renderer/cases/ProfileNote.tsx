import type { ReactElement } from 'react'
import type { ProfileSummary } from '../../src-main/contract/bundles.ts'
import { useSay } from '../app/words.tsx'
import { Note } from '../ui/Note.tsx'

/** How far a court profile's rules may be relied on. */
export function ProfileNote({ profile }: { readonly profile: ProfileSummary | undefined }): ReactElement | null {
  const say = useSay()
  if (profile === undefined) return null
  const isSure = profile.confidence === 'sourced'
  return (
    <Note tone={isSure ? 'ok' : 'warning'}>
      {say(`confidence.${profile.confidence}`)}.{isSure ? '' : ` ${say('profile.confirm')}`}
    </Note>
  )
}
