/**
 * A file's name with the signs made visible that would turn its order around: `photo\u202Egpj.exe` would else be read as
 * a picture.
 */
export function visibleName(name: string): string {
  return name.replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
}
