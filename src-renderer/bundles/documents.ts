import { useMemo } from 'react'
import type { BundleEntry } from '../../src-main/contract/bundles.ts'
import type { ExhibitSummary } from '../../src-main/contract/exhibits.ts'
import type { CaseId, ExhibitId, StatementId } from '../../src-main/contract/ids.ts'
import type { StatementSummary } from '../../src-main/contract/statements.ts'
import { useAsk } from '../app/queries.ts'
import type { Say } from '../app/words.tsx'
import { useExhibitIndex } from '../exhibits/rows.ts'
import { kindIcons } from '../exhibits/exhibit-words.ts'
import type { IconName } from '../ui/icons.ts'
import type { Arrangement } from './arrangement.ts'

/** What a bundle's documents are taken from. */
export interface Sources {
  /** False while the exhibits are still being read: until then one that is not found is not called missing. */
  readonly isComplete: boolean
  readonly exhibits: ReadonlyMap<ExhibitId, ExhibitSummary>
  readonly statements: ReadonlyMap<StatementId, StatementSummary>
}

/** A document as the tree shows it. */
export interface ShownDocument {
  readonly title: string
  readonly mark: string
  readonly icon: IconName
  readonly problem: string | undefined
}

const noExhibits: Sources['exhibits'] = new Map()

/** The exhibits and statements of a case, by id; undefined until the statements have come. */
export function useSources(caseId: CaseId): Sources | undefined {
  const exhibits = useExhibitIndex(caseId).data
  const statements = useAsk('statement.list', { caseId }).data
  return useMemo(() => {
    if (statements === undefined) return undefined
    return {
      isComplete: exhibits !== undefined,
      exhibits: exhibits ?? noExhibits,
      statements: new Map(statements.map((one) => [one.statementId, one])),
    }
  }, [exhibits, statements])
}

/** How often each exhibit and statement stands in a bundle with the same pages. */
export function countDocuments(arrangement: Arrangement): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { documents } of arrangement.sections) {
    for (const { entry } of documents) {
      const key = identityOf(entry)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

/** What makes two entries the same document. */
export function identityOf(entry: BundleEntry): string {
  if ('exhibit' in entry) return `${entry.exhibit} ${entry.pages?.replaceAll(/\s/gu, '') ?? ''}`
  return 'statement' in entry ? entry.statement : entry.generated
}

const notPages = /^(audio|video)\//u

function exhibitProblem(say: Say, exhibit: ExhibitSummary): string | undefined {
  if (exhibit.checked?.holds === false) return say('problem.damaged')
  if (exhibit.fileName === null) return say('problem.no-file')
  return exhibit.mediaType !== null && notPages.test(exhibit.mediaType) ? say('problem.recording') : undefined
}

function showStatement(say: Say, statement: StatementSummary | undefined): ShownDocument {
  if (statement === undefined) return { title: '', mark: '', icon: 'statement', problem: say('problem.gone') }
  const isDraft = statement.state === 'draft' || statement.state === 'read-back'
  const title = say('statement.of', { witness: statement.witnessName })
  return { title, mark: '', icon: 'statement', problem: isDraft ? say('problem.draft') : undefined }
}

function showExhibit(say: Say, id: ExhibitId, { exhibits, isComplete }: Sources): ShownDocument {
  const exhibit = exhibits.get(id)
  if (exhibit === undefined) {
    return { title: '\u2026', mark: '', icon: 'exhibit', problem: isComplete ? say('problem.gone') : undefined }
  }
  const { title, mark, kind } = exhibit
  return { title, mark, icon: kindIcons[kind], problem: exhibitProblem(say, exhibit) }
}

/** A document's title, mark and picture, and what is wrong with it where it stands. */
export function showDocument(say: Say, entry: BundleEntry, sources: Sources, count: number): ShownDocument {
  const shown =
    'exhibit' in entry
      ? showExhibit(say, entry.exhibit, sources)
      : 'statement' in entry
        ? showStatement(say, sources.statements.get(entry.statement))
        : { title: say(`generated.${entry.generated}`), mark: '', icon: 'generated' as const, problem: undefined }
  const twice = count > 1 ? say('problem.twice') : undefined
  return { ...shown, title: entry.title ?? shown.title, problem: shown.problem ?? twice }
}
