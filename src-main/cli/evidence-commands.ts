import { readFile } from 'node:fs/promises'
import { parse as parseCsv } from 'csv-parse/sync'
import { EvidenceDetails } from '../contract/exhibits.ts'
import { getCase } from '../acts/case-file.ts'
import { extractExhibit } from '../acts/exhibits.ts'
import type { FileCheck } from '../acts/integrity/check-file.ts'
import { checkDue, scheduleChecks } from '../acts/integrity/check-files.ts'
import { restoreFile } from '../acts/integrity/restore-file.ts'
import { verifyExhibit } from '../acts/integrity/verify-exhibit.ts'
import { importEvidence } from '../acts/import-evidence.ts'
import { exhibitIdOf, exhibitsWithFile, listExhibits } from '../acts/lists.ts'
import type { SourceFile } from '../acts/source-files.ts'
import type { Desk } from '../acts/desk.ts'
import { z } from 'zod'
import { readTexts } from '../acts/texts/read-texts.ts'
import { languagesOf } from './text-commands.ts'
import { Refusal } from '../kernel/errors.ts'
import { type Call, type Command, required, requiredOption, shaped } from './command.ts'
import { given } from '../kernel/given.ts'

/** Evidence in, listed, checked and out again. */
export const evidenceCommands: readonly Command[] = [
  {
    usage: 'evidence add REF PATH...',
    about: 'imports files and folders; --meta FILE.csv describes them, a line a file (file,title,kind,collectedBy,…)',
    values: ['meta', 'collected-by', 'collected-at', 'place', 'source', 'method', 'title', 'kind'],
    flags: ['recursive', 'keep-duplicates', 'no-text'],
    run: async (call) => {
      const desk = await call.desk()
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const paths = call.rest.slice(1)
      if (paths.length === 0) throw new Refusal('usage', { what: 'PATH' })
      const meta = call.option('meta')
      const { added, skipped } = await importEvidence(
        desk,
        {
          caseId,
          paths,
          recursive: call.flag('recursive'),
          details: shaped(EvidenceDetails, detailsFrom(call)),
          keepDuplicates: call.flag('keep-duplicates'),
          ...(meta === undefined ? {} : { detailsOf: await readDetails(meta) }),
        },
        { onProgress: call.progress('bytes'), cancel: call.cancel },
      )
      // What the files say is read at once, so that a search finds it.
      const languages = languagesOf(call)
      const texts = call.flag('no-text')
        ? {}
        : { texts: await readTexts(desk, caseId, { languages, watch: { cancel: call.cancel } }) }
      const lines = [
        ...added.map(({ mark, file }) => `${mark}  ${file.sha256}  ${printable(file.name)}`),
        ...skipped.map(
          ({ name, reason, of }) => `left out (${reason}${of === undefined ? '' : ` of ${of}`}): ${printable(name)}`,
        ),
      ]
      const status = skipped.some(({ reason }) => reason !== 'duplicate') ? 1 : 0
      return {
        json: { added, ...texts, skipped: skipped.map(({ path, reason, of }) => ({ path, reason, ...given({ of }) })) },
        lines,
        status,
      }
    },
  },
  {
    usage: 'evidence list REF',
    about: 'lists the evidence register of a case',
    run: async (call) => {
      const exhibits = listExhibits(await call.desk(), required(call, 0, 'REF'))
      return {
        json: { exhibits },
        lines: exhibits.map(({ mark, kind, title }) => `${mark}  ${kind}  ${printable(title)}`),
      }
    },
  },
  {
    usage: 'evidence extract REF MARK',
    about: 'writes a copy of an exhibit outside the vault; the act is entered in its chain of custody',
    values: ['output'],
    flags: ['overwrite'],
    run: async (call) => {
      const desk = await call.desk()
      const exhibitId = exhibitIdOf(desk, required(call, 0, 'REF'), required(call, 1, 'MARK'))
      const copied = await extractExhibit(desk, exhibitId, {
        path: requiredOption(call, 'output'),
        overwrite: call.flag('overwrite'),
      })
      return { json: { ...copied }, lines: [copied.sha256] }
    },
  },
  {
    usage: 'evidence verify [REF] [MARK]',
    about:
      'reads an exhibit, a case or everything again and compares it with what was recorded; --due only what is due',
    flags: ['due'],
    run: async (call) => {
      const desks = await desksFor(call)
      if (call.flag('due')) {
        const reports = []
        for (const desk of desks)
          reports.push(await checkDue(desk, { onProgress: call.progress('items'), cancel: call.cancel }))
        const checked = reports.reduce((sum, one) => sum + one.checked, 0)
        const damaged = reports.flatMap((one) => one.damaged)
        return {
          json: { checked, damaged },
          lines: [checkedWords(checked), ...damaged],
          status: damaged.length > 0 ? 1 : 0,
        }
      }
      const which = desks.flatMap((desk) => whichOf(desk, call.rest).map((exhibitId) => ({ desk, exhibitId })))
      const damaged: Omit<FileCheck, 'ok'>[] = []
      for (const { desk, exhibitId } of which) {
        const { ok, ...check } = await verifyExhibit(desk, exhibitId, call.cancel)
        if (!ok) damaged.push(check)
      }
      return {
        json: { checked: which.length, damaged },
        lines: [checkedWords(which.length), ...damaged.flatMap(damageLines)],
        status: damaged.length > 0 ? 1 : 0,
      }
    },
  },
  {
    usage: 'evidence restore REF MARK',
    about: 'puts a damaged file back from a folder of backups, if the very file that was imported is there',
    values: ['from'],
    run: async (call) => {
      const office = await call.office()
      const exhibitId = exhibitIdOf(await call.desk(), required(call, 0, 'REF'), required(call, 1, 'MARK'))
      const { ok, mark, expected } = await restoreFile(office, exhibitId, requiredOption(call, 'from'))
      return { json: { ok, mark, sha256: expected }, lines: [`${mark}  ${expected}`], status: ok ? 0 : 1 }
    },
  },
  {
    usage: 'evidence schedule DAYS',
    about: 'sets within how many days every file is read again while the window is open; 0 is never',
    run: async (call) => {
      const days = shaped(z.coerce.number().int().min(0).max(3650), required(call, 0, 'DAYS'))
      for (const desk of (await call.office()).compartments.desks) scheduleChecks(desk, days)
      return { json: { days }, lines: [String(days)] }
    },
  },
]

/** The desk of the case that is named; without a case the vault's own, and those of the compartments that are open. */
async function desksFor(call: Call): Promise<readonly Desk[]> {
  return call.rest[0] === undefined ? (await call.office()).compartments.desks : [await call.desk()]
}

function checkedWords(count: number): string {
  return `${String(count)} checked`
}

/** The exhibits with a file that are named by a case and a mark, by a case, or by nothing. */
function whichOf(desk: Desk, [ref, mark]: readonly string[]): readonly string[] {
  if (ref !== undefined && mark !== undefined) return [exhibitIdOf(desk, ref, mark)]
  return exhibitsWithFile(desk, ref)
}

/** What is wrong with a file, with which bytes, and what can still be done. */
function damageLines({ mark, expected, found, reason, damage }: Omit<FileCheck, 'ok'>): readonly string[] {
  return [
    `${mark} is ${reason === 'missing' ? 'missing' : 'damaged'}`,
    `  recorded  sha256:${expected}`,
    `  found     ${found === null ? 'no digest: not every byte is authentic' : `sha256:${found}`}`,
    ...damage.map(({ from, to }) => `  bytes ${String(from)} to ${String(to - 1)} cannot be read`),
    '  it can be put back from a backup: clarkson evidence restore REF MARK --from BACKUP',
  ]
}

function detailsFrom(call: Call): Readonly<Record<string, unknown>> {
  return given({
    title: call.option('title'),
    kind: call.option('kind'),
    collectedBy: call.option('collected-by'),
    collectedAt: call.option('collected-at'),
    place: call.option('place'),
    source: call.option('source'),
    method: call.option('method'),
  })
}

/** Reads a list of files with what is said of each: the columns are named as the fields are. @throws Refusal `input.invalid` */
async function readDetails(path: string): Promise<(file: SourceFile) => EvidenceDetails | undefined> {
  const rows: Record<string, string>[] = parseCsv(await readFile(path), {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
  })
  const byName = new Map<string, EvidenceDetails>()
  for (const { file, tags, latitude, longitude, accuracyMetres, ...texts } of rows) {
    const numbers = { latitude, longitude, accuracyMetres }
    const said = {
      ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '')),
      ...Object.fromEntries(Object.entries(numbers).flatMap(([key, value]) => (value ? [[key, Number(value)]] : []))),
      ...(tags ? { tags: tags.split(';').map((tag) => tag.trim()) } : {}),
    }
    byName.set(file ?? '', shaped(EvidenceDetails, said))
  }
  return ({ name }) => byName.get(name)
}

/** A name as a terminal may show it: control and direction characters, which could forge a line, as their code points. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
}
