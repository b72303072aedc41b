import type { ReactElement } from 'react'
import type { Party } from '../../src-main/contract/cases.ts'
import type { Conversation } from '../../src-main/contract/contents.ts'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import { PartyId } from '../../src-main/contract/ids.ts'
import type { Reading } from '../../src-main/contract/viewing.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { shownName } from '../cases/party-words.ts'
import { SelectField } from '../ui/Choice.tsx'
import css from './viewing.module.css'

interface ParticipantsProps {
  readonly exhibit: Exhibit
  readonly participants: Conversation['participants']
  readonly parties: readonly Party[]
  readonly reading: Reading | undefined
}

const nobody = 'nobody'

/** Who wrote in a conversation, and which party of the case each is. */
export function Participants({ exhibit, participants, parties, reading }: ParticipantsProps): ReactElement {
  const say = useSay()
  const { exhibitId } = exhibit
  const known = reading?.participants.length ?? 0
  const options = [
    { id: nobody, label: say('chat.party.none') },
    ...parties.map((party) => ({ id: party.partyId, label: shownName(say, party) })),
  ]
  const name = (who: string, key: string): void =>
    attempt(async () => {
      const partyId = key === nobody ? null : PartyId.parse(key)
      await call('reading.name', { exhibitId, name: who, partyId })
      recordsChanged(['exhibit'])
    })
  return (
    <details className={css['notes']}>
      <summary>{say('chat.participants', { count: participants.length, known })}</summary>
      <p className={css['soft']}>
        {say(parties.length === 0 ? 'chat.participants.no-parties' : 'chat.participants.hint')}
      </p>
      <div className={css['people']}>
        {participants.slice(0, 200).map(({ name: who, messages }) => (
          <div key={who} style={{ display: 'contents' }}>
            <span>
              <bdi>{who}</bdi> <span className={css['soft']}>{say('chat.messages', { count: messages })}</span>
            </span>
            <SelectField
              label={say('chat.party', { name: who })}
              inBar
              isDisabled={parties.length === 0}
              selectedKey={reading?.participants.find((one) => one.name === who)?.partyId ?? nobody}
              onSelectionChange={(key) => name(who, String(key))}
              options={options}
            />
          </div>
        ))}
      </div>
    </details>
  )
}
