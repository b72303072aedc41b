import { setTimeout as rest } from 'node:timers/promises'
import type { IntegrityResult, IntegrityStatus } from '../../contract/integrity.ts'
import { CaseId, ExhibitId } from '../../contract/ids.ts'
import { momentOf, daysBefore } from '../../domain/moment.ts'
import { stopIfCancelled } from '../../kernel/cancel.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as checks from '../../store/checks.ts'
import type { Reader } from '../../store/connection.ts'
import * as exhibits from '../../store/exhibits.ts'
import * as settings from '../../store/settings.ts'
import type { Desk, Watch } from '../desk.ts'
import { getExhibit, getFile } from '../exhibits.ts'
import { exhibitsWithFile } from '../lists.ts'
import { mustBeAllowed, record } from '../record.ts'
import { checkFile, type FileCheck } from './check-file.ts'
import { enterCheck, verifyExhibit } from './verify-exhibit.ts'

/** Every file is read again within so many days, unless the office says otherwise. */
const USUAL_DAYS = 90

/** After each file of the scheduled reading the drive and the processor are somebody else's for as long as it took, at least. */
const LEAST_REST_MS = 250

/** Reads every file of a case, or of the vault, again; each reading is entered in its chain. @throws Refusal `case.not-found`, `not-permitted`, `cancelled` */
export async function checkFiles(desk: Desk, caseRef: string | undefined, watch: Watch = {}): Promise<IntegrityResult> {
  mustBeAllowed(desk, 'exhibit.verify')
  const ids = exhibitsWithFile(desk, caseRef)
  const damaged: string[] = []
  for (const [done, exhibitId] of ids.entries()) {
    stopIfCancelled(watch.cancel)
    const check = await verifyExhibit(desk, exhibitId, watch.cancel)
    if (!check.ok) damaged.push(check.mark)
    watch.onProgress?.({ done: done + 1, total: ids.length })
  }
  return { checked: ids.length, damaged }
}

/**
 * Reads again those files whose last reading is longer ago than the office's days, longest unread first, with rests. When
 * each was last read is kept, so that what was cancelled, or ended with the program, goes on where it was. What does not
 * hold is entered in its chain; that the rest held is one entry of the ledger, or a million files would add a million
 * events every quarter.
 *
 * @throws Refusal `cancelled`; what was read is noted all the same
 */
export async function checkDue(desk: Desk, watch: Watch = {}): Promise<IntegrityResult> {
  mustBeAllowed(desk, 'exhibit.verify')
  const before = dueBefore(desk)
  const total = desk.connection.read((reader) => checks.totals(reader, before).due)
  let checked = 0
  const damaged: string[] = []
  try {
    for (;;) {
      const [exhibitId] = desk.connection.read((reader) => checks.due(reader, before, 1))
      if (exhibitId === undefined || checked >= total) return { checked, damaged }
      stopIfCancelled(watch.cancel)
      const began = performance.now()
      const check = await checkFile(desk, exhibitId, watch.cancel)
      if (!check.ok) {
        enterCheck(desk, exhibitId, check)
        damaged.push(check.mark)
      }
      checked += 1
      watch.onProgress?.({ done: checked, total: Math.max(total, checked) })
      await rest(Math.max(LEAST_REST_MS, performance.now() - began))
    }
  } finally {
    if (checked > 0) noteRun(desk, checked, damaged.length)
  }
}

function noteRun(desk: Desk, checked: number, damaged: number): void {
  desk.connection.write((writer) =>
    record(desk, writer, { act: 'integrity.check', object: '', facts: { checked, damaged } }),
  )
}

/** Reads a file again because it was opened, unless that was done today; what does not hold is entered in its chain. */
export async function checkOpened(desk: Desk, exhibitId: string): Promise<FileCheck | undefined> {
  const last = desk.connection.read((reader) =>
    exhibits.findFile(reader, exhibitId) ? checks.find(reader, exhibitId) : 'no-file',
  )
  if (last === 'no-file' || last?.checkedAt.slice(0, 10) === desk.clock().at.slice(0, 10)) return undefined
  const check = await checkFile(desk, exhibitId)
  if (!check.ok) enterCheck(desk, exhibitId, check)
  return check
}

/**
 * Reads the files of a bundle again before it is bound.
 *
 * @throws Refusal `bundle.evidence-damaged` with each item, its recorded digest and the one found; `cancelled`
 * Source: FEATURES 19
 */
export async function mustBeWhole(desk: Desk, exhibitIds: Iterable<string>, watch: Watch = {}): Promise<void> {
  const wrong: FileCheck[] = []
  for (const exhibitId of new Set(exhibitIds)) {
    const check = await checkFile(desk, exhibitId, watch.cancel)
    if (check.ok) continue
    enterCheck(desk, exhibitId, check)
    wrong.push(check)
  }
  if (wrong.length === 0) return
  const items = wrong.map(({ mark, expected, found }) => ({ mark, expected, found: found ?? '\u2013' }))
  throw new Refusal('bundle.evidence-damaged', { items })
}

/** How the vault's files stand. */
export function integrityStatus(desk: Desk): IntegrityStatus {
  const before = dueBefore(desk)
  return desk.connection.read((reader) => {
    const { files, due, oldest } = checks.totals(reader, before)
    return {
      days: daysOf(reader),
      files,
      due,
      oldest,
      damaged: checks.damaged(reader).map((row) => damagedOf(reader, row)),
    }
  })
}

function damagedOf(reader: Reader, row: checks.CheckRow): IntegrityStatus['damaged'][number] {
  const { caseId, mark, title } = getExhibit(reader, row.exhibitId)
  const { sha256, size } = getFile(reader, row.exhibitId)
  return {
    caseId: CaseId.parse(caseId),
    exhibitId: ExhibitId.parse(row.exhibitId),
    mark,
    title,
    expected: sha256,
    found: row.found,
    damage: [...row.damage],
    size,
    checkedAt: row.checkedAt,
  }
}

/** Sets within how many days every file is read again; 0 is never. @throws Refusal `not-permitted` */
export function scheduleChecks(desk: Desk, days: number): void {
  mustBeAllowed(desk, 'integrity.schedule')
  desk.connection.write((writer) => {
    settings.set(writer, 'integrity.days', String(days))
    record(desk, writer, { act: 'integrity.schedule', object: '', facts: { days } })
  })
}

function daysOf(reader: Reader): number {
  return Number(settings.find(reader, 'integrity.days') ?? String(USUAL_DAYS))
}

/** The instant before which a reading is too long ago; before all instants where there is no schedule. */
function dueBefore(desk: Desk): string {
  const days = desk.connection.read(daysOf)
  if (days === 0) return ''
  const { at } = desk.clock()
  return momentOf(`${daysBefore(at.slice(0, 10), days)}${at.slice(10)}`, 0)?.at ?? ''
}
