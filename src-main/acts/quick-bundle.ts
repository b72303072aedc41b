import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { BundleBuild } from '../contract/bundles.ts'
import { captionLines } from '../domain/profile.ts'
import { getProfile } from '../domain/profiles.ts'
import { Bug, Refusal } from '../kernel/errors.ts'
import { decodeText } from '../intake/text.ts'
import { checkRulesOf } from '../pages/check/rules.ts'
import { expectationsOf } from './build-bundle.ts'
import type { Binding, BindingEntry } from './binder.ts'
import type { Desk, Watch } from './desk.ts'
import { createFileOutput, type FileOutput } from './file-output.ts'
import { isTextFile, mediaTypeAt, type QuickFile, quickFiles } from './quick-sources.ts'

/** What a quick bundle is made from. */
export interface QuickBundle {
  /** A folder, or a CSV with the columns `file,title,date,section`. */
  readonly source: string
  readonly output: string
  readonly profile: string
  readonly title: string
  readonly unusable: Binding['unusable']
  readonly overwrite: boolean
  /** Whether the bundle is checked once it is written; a check of its own can follow at any time. */
  readonly check: boolean
}

/**
 * Builds a bundle from a folder or a list of files, for people with no case file yet: nothing is kept but the PDF.
 *
 * @throws Refusal `source.not-found`, `source.unsupported`, `bundle.empty`, `bundle.entry-refused`, `profile.not-found`,
 * `destination.exists`, `destination.unwritable`, `disk.full`, `cancelled`
 */
export async function quickBundle(
  { reader, binder }: Pick<Desk, 'reader' | 'binder'>,
  asked: QuickBundle,
  watch: Watch = {},
): Promise<Omit<BundleBuild, 'buildId' | 'builtAt'>> {
  const profile = getProfile(asked.profile)
  const files = await quickFiles(asked.source)
  if (files.length === 0) throw new Refusal('bundle.empty', {})
  const facts = { BUNDLE: asked.title }
  const paths = new Map<string, string>()
  const entries: (BindingEntry & { readonly section: string })[] = []
  for (const [i, file] of files.entries()) {
    const key = String(i)
    paths.set(key, file.path)
    entries.push({ ...(await entryOf(file, key, captionLines(profile, facts))), section: file.section })
  }
  const titles = [...new Set(entries.map(({ section }) => section))]
  const sections = titles.map((title) => ({ title, entries: entries.filter(({ section }) => section === title) }))
  const fileId = createHash('sha256')
    .update(JSON.stringify([asked.profile, asked.title, sections]))
    .digest('hex')
    .slice(0, 32)
  const binding: Binding = {
    profile: profile.id,
    title: asked.title,
    captionFacts: facts,
    sections,
    unusable: asked.unusable,
    fileId,
  }

  const written = await bindToFile(binder, binding, { paths, path: asked.output, overwrite: asked.overwrite }, watch)
  const checks = asked.check
    ? await reader.check(await readFile(asked.output), checkRulesOf(profile), expectationsOf(written.bound))
    : { passed: [], failed: [], warnings: [] }
  const { pages, placed, left } = written.bound
  return { pages, placed: [...placed], left: [...left], sha256: written.sha256, bytes: written.size, checks }
}

async function entryOf(file: QuickFile, key: string, caption: ReturnType<typeof captionLines>): Promise<BindingEntry> {
  const entry = { key, title: file.title, ...(file.date === undefined ? {} : { date: file.date }) }
  // A file that is not there, or of no use, is found out when it is placed, where all such files are gathered.
  const mediaType = await mediaTypeAt(file.path).catch(() => 'application/octet-stream')
  if (!isTextFile(file.path, mediaType)) return { ...entry, source: { as: 'file', mediaType } }
  const { text } = decodeText(await readFile(file.path))
  const content = { kind: 'text', lines: text.split(/\r?\n/u), monospaced: false, lineNumbers: false } as const
  return {
    ...entry,
    source: {
      as: 'typeset',
      document: { kind: 'text', input: { caption, mark: '', title: file.title, facts: [], content } },
    },
  }
}

async function bindToFile(
  binder: Desk['binder'],
  binding: Binding,
  to: { readonly paths: ReadonlyMap<string, string>; readonly path: string; readonly overwrite: boolean },
  watch: Watch,
): Promise<{
  readonly bound: Awaited<ReturnType<Desk['binder']['bind']>>
  readonly sha256: string
  readonly size: number
}> {
  let output: FileOutput = await createFileOutput(to.path, to.overwrite)
  try {
    const bound = await binder.bind(binding, {
      ...watch,
      open: (key) => {
        const path = to.paths.get(key)
        if (path === undefined) throw new Bug('the binder asks for files of the bundle only')
        return readSource(path)
      },
      write: (bytes) => output.write(bytes),
      restart: async () => {
        await output.discard()
        output = await createFileOutput(to.path, to.overwrite)
      },
    })
    return { bound, ...(await output.finish()) }
  } catch (error) {
    await output.discard()
    throw error
  }
}

async function readSource(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new Refusal(missing ? 'source.not-found' : 'source.unreadable', {})
  }
}
