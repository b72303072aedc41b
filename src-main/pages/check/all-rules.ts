import type { Rule } from './rule.ts'
import { notEncrypted } from './rules/not-encrypted.ts'
import { notRepaired } from './rules/not-repaired.ts'
import { noActiveContent } from './rules/no-active-content.ts'
import { noOutsideLinks } from './rules/no-outside-links.ts'
import { noAttachments } from './rules/no-attachments.ts'
import { noWorkingLinks } from './rules/no-working-links.ts'
import { noUnappliedRedactions } from './rules/no-unapplied-redactions.ts'
import { everyPageLabelled } from './rules/every-page-labelled.ts'
import { labelsUnique } from './rules/labels-unique.ts'
import { labelsRunOn } from './rules/labels-run-on.ts'
import { printedNumberIsLabel } from './rules/printed-number-is-label.ts'
import { outlinePresent } from './rules/outline-present.ts'
import { outlineNested } from './rules/outline-nested.ts'
import { outlineLands } from './rules/outline-lands.ts'
import { outlineCarriesLabel } from './rules/outline-carries-label.ts'
import { outlineIndexFirst } from './rules/outline-index-first.ts'
import { outlineKeepsZoom } from './rules/outline-keeps-zoom.ts'
import { outlineCounts } from './rules/outline-counts.ts'
import { pageModeOutlines } from './rules/page-mode-outlines.ts'
import { openAction } from './rules/open-action.ts'
import { titleSet } from './rules/title-set.ts'
import { titleDisplayed } from './rules/title-displayed.ts'
import { indexLinksPresent } from './rules/index-links-present.ts'
import { indexLinksExplicit } from './rules/index-links-explicit.ts'
import { linksLand } from './rules/links-land.ts'
import { pageSizeSane } from './rules/page-size-sane.ts'
import { textUpright } from './rules/text-upright.ts'
import { textExtractable } from './rules/text-extractable.ts'
import { imageResolution } from './rules/image-resolution.ts'
import { fontsEmbedded } from './rules/fonts-embedded.ts'
import { fileSize } from './rules/file-size.ts'
import { pageCount } from './rules/page-count.ts'
import { documentsPlaced } from './rules/documents-placed.ts'
import { indexNamesLabels } from './rules/index-names-labels.ts'
import { indexLinksMatch } from './rules/index-links-match.ts'
import { outlineMatches } from './rules/outline-matches.ts'
import { hashesPrinted } from './rules/hashes-printed.ts'

/** All rules, in the order of the report. `opens-cleanly` comes before them: without it none can be asked. */
export const allRules: readonly Rule[] = [
  notEncrypted,
  notRepaired,
  noActiveContent,
  noOutsideLinks,
  noAttachments,
  noWorkingLinks,
  noUnappliedRedactions,
  everyPageLabelled,
  labelsUnique,
  labelsRunOn,
  printedNumberIsLabel,
  outlinePresent,
  outlineNested,
  outlineLands,
  outlineCarriesLabel,
  outlineIndexFirst,
  outlineKeepsZoom,
  outlineCounts,
  pageModeOutlines,
  openAction,
  titleSet,
  titleDisplayed,
  indexLinksPresent,
  indexLinksExplicit,
  linksLand,
  pageSizeSane,
  textUpright,
  textExtractable,
  imageResolution,
  fontsEmbedded,
  fileSize,
  pageCount,
  documentsPlaced,
  indexNamesLabels,
  indexLinksMatch,
  outlineMatches,
  hashesPrinted,
]
