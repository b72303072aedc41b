import { StatementDetails } from '../contract/statements.ts'
import { getCase } from '../acts/case-file.ts'
import { writeStatement } from '../acts/documents.ts'
import { exhibitIdOf, partyIdOf } from '../acts/lists.ts'
import { readStatementFile } from '../acts/statement-file.ts'
import { listStatements, recordStatement, reviseStatement, signStatement } from '../acts/statements.ts'
import { type Command, required, requiredOption, shaped } from './command.ts'
import { given } from '../kernel/given.ts'

/** Witness statements. */
export const statementCommands: readonly Command[] = [
  {
    usage: 'statement add REF',
    about: 'records a statement from Markdown, plain text or .docx; --sign freezes it',
    values: [
      'witness',
      'from',
      'language',
      'mode',
      'taken-by',
      'taken-at',
      'taken-from',
      'taken-to',
      'interpreter',
      'exhibit…',
      'translation-of',
    ],
    flags: ['sign'],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, ref))
      const interpreter = call.option('interpreter')
      const details = shaped(
        StatementDetails,
        given({
          language: call.option('language'),
          mode: call.option('mode'),
          takenBy: call.option('taken-by'),
          takenAt: call.option('taken-at'),
          takenFrom: call.option('taken-from'),
          takenTo: call.option('taken-to'),
          translationOf: call.option('translation-of'),
          interpreter: interpreter === undefined ? undefined : partyIdOf(desk, ref, interpreter),
        }),
      )
      const source = await readStatementFile(desk, requiredOption(call, 'from'))
      const recorded = recordStatement(desk, {
        caseId,
        witness: partyIdOf(desk, ref, requiredOption(call, 'witness')),
        source,
        details,
        exhibits: call.options('exhibit').map((mark) => exhibitIdOf(desk, ref, mark)),
      })
      const result = call.flag('sign')
        ? { ...signStatement(desk, recorded.statementId), warnings: recorded.warnings }
        : recorded
      return {
        json: { ...result },
        lines: [`${result.statementId}  version ${String(result.version)}  ${result.state}`, ...result.warnings],
      }
    },
  },
  {
    usage: 'statement list REF',
    about: 'lists the statements of a case',
    run: async (call) => {
      const desk = await call.desk()
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const statements = listStatements(desk, caseId)
      return {
        json: { statements },
        lines: statements.map(
          ({ statementId, witnessName, state, version }) =>
            `${statementId}  ${witnessName}  ${state}  version ${String(version)}`,
        ),
      }
    },
  },
  {
    usage: 'statement revise REF ID',
    about: 'records a further version of a statement from Markdown, plain text or .docx',
    values: ['from', 'reason'],
    run: async (call) => {
      const desk = await call.desk()
      const source = await readStatementFile(desk, requiredOption(call, 'from'))
      const revised = reviseStatement(desk, required(call, 1, 'ID'), source, call.option('reason') ?? '')
      return {
        json: { ...revised },
        lines: [`${revised.statementId}  version ${String(revised.version)}  ${revised.state}`, ...revised.warnings],
      }
    },
  },
  {
    usage: 'statement sign REF ID',
    about: 'freezes a statement: from then on a change is a further version',
    run: async (call) => {
      const signed = signStatement(await call.desk(), required(call, 1, 'ID'))
      return { json: { ...signed }, lines: [signed.sha256] }
    },
  },
  {
    usage: 'statement pdf REF ID',
    about: "writes a statement as a document in the form of the case's court",
    values: ['output'],
    run: async (call) => {
      const written = await writeStatement(await call.desk(), required(call, 1, 'ID'), requiredOption(call, 'output'))
      return { json: { ...written }, lines: [written.sha256] }
    },
  },
]
