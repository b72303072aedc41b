import type { ReactElement } from 'react'
import { Dialog, DialogBody } from '../ui/Dialog.tsx'
import { Digest, Facts } from '../ui/Note.tsx'
import css from './App.module.css'
import { commands } from './commands.ts'
import { isMac, printedKeys } from './keys.ts'
import { useAsk } from './queries.ts'
import { useSay } from './words.tsx'

const groups = ['window', 'go', 'case', 'evidence', 'statement', 'bundle', 'office'] as const

/** Every shortcut, by group. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  return (
    <Dialog title={say('shortcuts.title')} onClose={onClose} size="wide">
      <DialogBody>
        <div className={css['sheet']}>
          {groups.map((group) => (
            <section key={group} className={css['sheetGroup']}>
              <h3>{say(`group.${group}`)}</h3>
              {commands.map((command) =>
                command.group === group && 'keys' in command ? (
                  <div key={command.id} className={css['sheetLine']}>
                    <span>{say(command.words)}</span>
                    <span className={css['sheetKeys']} dir="ltr">
                      {printedKeys(command.keys, isMac).map((key) => (
                        <kbd key={key} className={css['keys']}>
                          {key}
                        </kbd>
                      ))}
                    </span>
                  </div>
                ) : null,
              )}
            </section>
          ))}
        </div>
      </DialogBody>
    </Dialog>
  )
}

/** What this is and what it runs on. */
export function About({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const about = useAsk('app.about', {}).data
  const vault = useAsk('vault.status', {}).data
  return (
    <Dialog title={say('about.title')} onClose={onClose}>
      <DialogBody>
        <p>{say('about.text')}</p>
        <Facts
          facts={[
            [say('about.version'), about?.version],
            [say('about.runtime'), about === undefined ? '' : `Electron ${about.electron}, Chromium ${about.chromium}`],
            [say('about.platform'), about?.platform],
            [say('about.vault'), vault === undefined ? '' : <Digest hex={vault.vaultId} />],
            [
              say('about.holds'),
              vault === undefined ? '' : say('about.counts', { ...vault, slots: vault.slots.length }),
            ],
          ]}
        />
      </DialogBody>
    </Dialog>
  )
}
