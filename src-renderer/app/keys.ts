/** What of a key press matters here. */
export interface Pressed {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

// Letters and digits are read from the key's place where the layout writes another script, so that Mod+K works on an
// Arabic or a Hindi keyboard.
function keyName({ key, code, shiftKey }: Pressed): string {
  // A French keyboard writes signs where others write digits.
  if (/^[\u0020-\u007e]$/u.test(key)) return /^Digit\d$/u.test(code) && !shiftKey ? code.slice(5) : key.toUpperCase()
  const place = /^(?:Key|Digit)(.)$/u.exec(code)
  return key.length === 1 && place?.[1] !== undefined ? place[1] : key
}

/** A key press in the way that commands write it, as `Mod+Shift+K`. */
export function nameKeys(pressed: Pressed, mac: boolean): string {
  const name = keyName(pressed)
  const parts = [
    (mac ? pressed.metaKey : pressed.ctrlKey) ? 'Mod' : '',
    (mac ? pressed.ctrlKey : pressed.metaKey) ? 'Other' : '',
    pressed.altKey ? 'Alt' : '',
    // A sign such as / may need Shift on some layouts: it is the sign that counts.
    pressed.shiftKey && !/^[!-/:-@[-`{-~]$/u.test(name) ? 'Shift' : '',
    name,
  ]
  return parts.filter((part) => part !== '').join('+')
}

const arrows: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }

/** Keys as they are printed on the keyboard: the parts of `Mod+Shift+K` one by one. */
export function printedKeys(keys: string, mac: boolean): readonly string[] {
  return keys.split('+').map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl'
    if (part === 'Shift') return mac ? '⇧' : 'Shift'
    if (part === 'Alt') return mac ? '⌥' : 'Alt'
    return arrows[part] ?? part
  })
}

/** True where Command does what Control does elsewhere. */
export const isMac: boolean = typeof navigator !== 'undefined' && /mac/iu.test(navigator.userAgent)
