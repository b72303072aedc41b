/** One line of a transcript; `seconds` is where it begins in the recording, where the line says so. */
export interface TimedLine {
  readonly seconds: number | undefined
  readonly time: string
  readonly text: string
}

const TIMED = /^\s*\[((?:\d{1,3}:)?\d{1,2}:\d{2})(?:[.,]\d{1,3})?\]\s*(.*)$/u

/** Reads a transcript line by line: `[00:01:23] words` or `[01:23] words`; other lines go on without a time. */
export function timedLines(text: string): readonly TimedLine[] {
  return text.split(/\r?\n/u).map((line) => {
    const match = TIMED.exec(line)
    if (!match) return { seconds: undefined, time: '', text: line }
    const [time = '', words = ''] = match.slice(1)
    const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    return { seconds, time, text: words }
  })
}
