import type { TravelResult } from '../contract/travel.ts'
import { prepareTravel } from '../acts/travel.ts'
import { forgetLastVault, windowSettings } from '../door/window-settings.ts'
import { say } from './words.ts'
import type { Command } from './command.ts'

/** Before a border. */
export const travelCommands: readonly Command[] = [
  {
    usage: 'vault travel',
    about:
      'prepares a journey: --backup DEST backs up first (else the last backup must be of this week), then this computer forgets where the vault was; --forget-heads: also what it saw of its ledger',
    values: ['backup'],
    flags: ['forget-heads'],
    run: async (call) => {
      const office = await call.office()
      const prepared = await prepareTravel(
        office,
        { backupFolder: call.option('backup'), forgetHeads: call.flag('forget-heads') },
        { onProgress: call.progress('bytes'), cancel: call.cancel },
      )
      await forgetLastVault(windowSettings())
      return { json: { ...prepared }, lines: worded(prepared) }
    },
  },
]

function worded({ copies, backup, generation, headsForgotten }: TravelResult): readonly string[] {
  return [
    generation === null
      ? say('travel.report.recent', { at: backup.lastAt ?? '', entries: backup.entriesSince })
      : say('travel.report.made', { generation }),
    ...copies.map(({ act, count, lastAt }) =>
      say('travel.report.copies', { act: say(`act.${act}`), count, at: lastAt }),
    ),
    copies.length === 0 ? say('travel.copies.none') : say('travel.copies.where'),
    say(headsForgotten ? 'travel.report.heads-forgotten' : 'travel.report.heads-kept'),
    say('travel.report.ciphertext'),
    say('travel.report.shell-history'),
  ]
}
