import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CourtProfile } from '../contract/profile.ts'
import type { Script } from './scripts.ts'

/** A typeface that comes with Clarkson (all under the SIL Open Font License). */
interface Face {
  /** The family's name inside the font. */
  readonly family: string
  readonly script: Script
  /** The npm package under `@expo-google-fonts`. */
  readonly folder: string
  /** How its file names begin. */
  readonly stem: string
}

const faces: readonly Face[] = [
  { family: 'Noto Sans', script: 'Latin', folder: 'noto-sans', stem: 'NotoSans' },
  { family: 'Noto Serif', script: 'Latin', folder: 'noto-serif', stem: 'NotoSerif' },
  { family: 'Noto Sans Devanagari', script: 'Devanagari', folder: 'noto-sans-devanagari', stem: 'NotoSansDevanagari' },
  { family: 'Noto Sans Bengali', script: 'Bengali', folder: 'noto-sans-bengali', stem: 'NotoSansBengali' },
  { family: 'Noto Sans Tamil', script: 'Tamil', folder: 'noto-sans-tamil', stem: 'NotoSansTamil' },
  { family: 'Noto Sans Khmer', script: 'Khmer', folder: 'noto-sans-khmer', stem: 'NotoSansKhmer' },
  { family: 'Noto Sans Thai', script: 'Thai', folder: 'noto-sans-thai', stem: 'NotoSansThai' },
  { family: 'Noto Sans Myanmar', script: 'Myanmar', folder: 'noto-sans-myanmar', stem: 'NotoSansMyanmar' },
  { family: 'Noto Naskh Arabic', script: 'Arabic', folder: 'noto-naskh-arabic', stem: 'NotoNaskhArabic' },
  { family: 'Noto Sans Hebrew', script: 'Hebrew', folder: 'noto-sans-hebrew', stem: 'NotoSansHebrew' },
  { family: 'Noto Sans Ethiopic', script: 'Ethiopic', folder: 'noto-sans-ethiopic', stem: 'NotoSansEthiopic' },
]

const WEIGHTS = ['400Regular', '700Bold']

/**
 * The font files that the typesetter needs, regular and bold, in a `node_modules` folder. A packaged app copies exactly
 * these, under their own names, to `resources/fonts`.
 */
export function fontFiles(nodeModules: string): readonly string[] {
  return faces.flatMap(({ folder, stem }) =>
    WEIGHTS.map((weight) => join(nodeModules, '@expo-google-fonts', folder, weight, `${stem}_${weight}.ttf`)),
  )
}

/** The font files at the given paths, folders opened. */
export function expandFonts(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => /\.(ttf|otf)$/iu.test(name))
          .toSorted()
          .map((name) => join(path, name))
      : [path],
  )
}

/**
 * The text face that stands in for what a court asks for: the first of the profile's faces that we bring, or else ours
 * of the same style. Where it is not the one asked for, the check report says so.
 */
export function textFace(font: CourtProfile['page']['font']): string {
  const ours = faces.filter(({ script }) => script === 'Latin').map(({ family }) => family)
  const wanted = [font.family, ...font.substitutes].find((family) => ours.includes(family))
  return wanted ?? (font.style === 'serif' ? 'Noto Serif' : 'Noto Sans')
}

/**
 * The families to set a document in, first choice first: the text face, then one for each script. Only these are
 * used, so that the same document gets the same letters on every machine, whatever fonts it has installed.
 */
export function familiesFor(face: string, scripts: readonly Script[]): readonly string[] {
  const others = faces.filter(({ script }) => script !== 'Latin' && scripts.includes(script))
  return [face, ...others.map(({ family }) => family)]
}
