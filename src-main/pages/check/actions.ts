import type { PDFObject } from 'mupdf'

/** An action that the document holds, by its PDF name, and the physical page (from 1) on which it sits. */
export interface FoundAction {
  readonly action: string
  readonly page: number | undefined
}

const MOST_CHAINED = 16
const MOST_ANNOTATIONS = 10_000
const MOST_FIELDS = 10_000

/** Annotations that are a program or a player by themselves. */
const activeAnnotations = new Set(['RichMedia', 'Screen', 'Movie', 'Sound', '3D'])

/** Leads away from the file, and does nothing else. */
const outsideActions = new Set(['URI', 'GoToR', 'GoToE', 'Thread'])

/** Moves about within the file. */
const harmlessActions = new Set(['GoTo', 'Named'])

/** True for an action that runs, starts or sends something. */
export function isActive(action: string): boolean {
  return !harmlessActions.has(action) && !outsideActions.has(action)
}

/** True for an action that leads to another file or to the network. */
export function leadsOutside(action: string): boolean {
  return outsideActions.has(action)
}

/** The actions of the document itself: on opening, by name, of its form. Source: ISO 32000-1:2008, 7.7.2, 12.6, 12.7.2. */
export function documentActions(root: PDFObject): readonly FoundAction[] {
  const found: string[] = []
  const opening = root.get('OpenAction')
  if (opening.isDictionary()) collect(opening, found, 0)
  collectAdditional(root.get('AA'), found)
  if (!root.get('Names', 'JavaScript').isNull()) found.push('JavaScript')
  const form = root.get('AcroForm')
  if (form.isDictionary()) {
    if (!form.get('XFA').isNull()) found.push('XFA')
    collectFields(form.get('Fields'), found)
  }
  return found.map((action) => ({ action, page: undefined }))
}

/** The actions that sit on a page: its own and those of its annotations. */
export function pageActions(page: PDFObject, number: number): readonly FoundAction[] {
  const found: string[] = []
  collectAdditional(page.get('AA'), found)
  const annotations = page.get('Annots')
  const count = annotations.isArray() ? Math.min(annotations.length, MOST_ANNOTATIONS) : 0
  for (let i = 0; i < count; i++) {
    const annotation = annotations.get(i)
    if (!annotation.isDictionary()) continue
    collect(annotation.get('A'), found, 0)
    collectAdditional(annotation.get('AA'), found)
    const subtype = annotation.get('Subtype')
    if (subtype.isName() && activeAnnotations.has(subtype.asName())) found.push(subtype.asName())
  }
  return found.map((action) => ({ action, page: number }))
}

function collect(action: PDFObject, found: string[], depth: number): void {
  if (!action.isDictionary() || depth > MOST_CHAINED) return
  const kind = action.get('S')
  if (kind.isName()) found.push(kind.asName())
  const next = action.get('Next')
  if (next.isDictionary()) collect(next, found, depth + 1)
  for (let i = 0; next.isArray() && i < Math.min(next.length, MOST_CHAINED); i++) collect(next.get(i), found, depth + 1)
}

function collectAdditional(actions: PDFObject, found: string[]): void {
  if (actions.isDictionary()) actions.forEach((action) => collect(action, found, 0))
}

/** Fields without a widget of their own hold actions too; those with one are met on their pages. */
function collectFields(fields: PDFObject, found: string[]): void {
  const open: PDFObject[] = [fields]
  for (let taken = 0; taken < MOST_FIELDS; taken++) {
    const list = open.pop()
    if (list === undefined) return
    for (let i = 0; list.isArray() && i < Math.min(list.length, MOST_FIELDS); i++) {
      const field = list.get(i)
      if (!field.isDictionary() || !field.get('Subtype').isNull()) continue
      collectAdditional(field.get('AA'), found)
      const kids = field.get('Kids')
      if (kids.isArray() && open.length < MOST_FIELDS) open.push(kids)
    }
  }
}
