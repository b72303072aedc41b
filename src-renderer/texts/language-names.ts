/** A language by its name, from Tesseract's code for it; the code itself where it has none. */
export function languageName(code: string, locale: string): string {
  const [language = code, ...rest] = code.split('_')
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(language)
    return name === undefined ? code : [name, ...rest].join(' ')
  } catch {
    return code
  }
}

/** Several languages, as `hin+eng`, by their names. */
export function languageNames(codes: string, locale: string): string {
  return codes
    .split('+')
    .map((code) => languageName(code, locale))
    .join(', ')
}
