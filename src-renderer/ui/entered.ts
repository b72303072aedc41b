/** What a form's text fields hold, read by name; an empty field is left out. */
export interface Entered {
  readonly text: (name: string) => string | undefined
  readonly all: (name: string) => readonly string[]
  readonly list: (name: string) => string[] | undefined
  readonly number: (name: string) => number | undefined
  readonly on: (name: string) => boolean
}

/** Reads a form. */
export function enteredIn(form: FormData): Entered {
  const text = (name: string): string | undefined => {
    const value = form.get(name)
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }
  const all = (name: string): readonly string[] => form.getAll(name).filter((value) => typeof value === 'string')
  const number = (name: string): number | undefined => {
    const value = text(name)
    return value === undefined ? undefined : Number(value)
  }
  return { text, all, list: (name) => splitList(text(name)), number, on: (name) => form.has(name) }
}

/** Words that a person separated by commas. */
function splitList(value: string | undefined): string[] | undefined {
  const parts = (value ?? '')
    .split(/[,;،]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts
}

/** Leaves out of an object what is undefined, as the contract wants it. */
export function given<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never
}

/** What is wrong at one place of what was entered. */
export interface Issue {
  readonly path: string
  readonly kind: 'missing' | 'too-long' | 'form'
}

function at(input: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, step) => {
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[step] : undefined
  }, input)
}

/** In what way what was entered is wrong, in the three ways that a person can act on. */
export function kindOf(
  input: unknown,
  { path, code }: { readonly path: string; readonly code: string },
): Issue['kind'] {
  const value = at(input, path)
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return 'missing'
  return code === 'too_big' ? 'too-long' : 'form'
}
