import { join } from 'node:path'
import { clarksonProgram, hasConfirmed, type Outcome } from './faults.ts'
import { cameIn, copyOf, type Fixture, stoodIn } from './fixture.ts'
import { type Inside, lookInside } from './look-inside.ts'
import { before, type Harm, lost, type Operation, other, soundness } from './soundness.ts'

/** An edit of what is there, or beside it. */
interface Edit {
  readonly name: string
  readonly args: (fixture: Fixture) => readonly string[]
  /** Where its words are to be found. */
  readonly where: 'statements' | 'plans' | 'taken'
  /** Whether what stood there before has to stand there still. */
  readonly keeps: boolean
}

const edits: readonly Edit[] = [
  {
    name: 'statement',
    args: ({ reference, text }) => ['statement', 'add', reference, '--witness', stoodIn, '--from', text],
    where: 'statements',
    keeps: true,
  },
  {
    name: 'revise',
    args: ({ reference, statementId, text }) => ['statement', 'revise', reference, statementId, '--from', text],
    where: 'statements',
    keeps: true,
  },
  {
    name: 'bundle',
    args: ({ reference, spec }) => ['bundle', 'create', reference, '--spec', spec],
    where: 'plans',
    keeps: true,
  },
  {
    name: 'arrange',
    args: ({ reference, bundleId, spec }) => ['bundle', 'arrange', reference, bundleId, '--spec', spec],
    where: 'plans',
    keeps: false,
  },
  {
    name: 'custody',
    args: ({ reference, mark }) => ['custody', 'add', reference, mark, '--kind', 'relocated', '--place', cameIn],
    where: 'taken',
    keeps: false,
  },
]

/** What is wrong with an edit: it is there whole or not at all, there when it was confirmed, and once. */
function editHarm({ where, keeps }: Edit, inside: Inside | undefined, outcome: Outcome): readonly Harm[] {
  const stored = inside?.[where] ?? []
  const holding = (words: string): number => stored.filter((one) => one.includes(words)).length
  const [came, stood] = [holding(cameIn), holding(stoodIn)]
  return [
    ...(came === 0 && hasConfirmed(outcome) ? [lost(`the edit is not among ${where}`)] : []),
    ...(came > 1 || came + stood !== stored.length ? [other(`${where}: ${String(stored.length)} stored`)] : []),
    ...(stood === 0 && (keeps || (where === 'plans' && came === 0)) ? [lost(`what stood among ${where}`)] : []),
  ]
}

function editing(edit: Edit): Operation {
  return {
    name: edit.name,
    prepare(fixture, folder) {
      const vault = join(folder, 'vault')
      copyOf(fixture.vault, vault)
      return {
        program: clarksonProgram(folder, ...edit.args(fixture), '--vault', vault),
        async verify(outcome) {
          const harm = await soundness(vault, before(fixture))
          return [...harm, ...editHarm(edit, (await lookInside(vault)).inside, outcome)]
        },
      }
    },
  }
}

/** Statements recorded and revised, bundles defined and arranged, an event of custody added. */
export const editings: readonly Operation[] = edits.map(editing)
