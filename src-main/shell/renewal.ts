import { app, type Rectangle } from 'electron'
import { testSetting } from './environment.ts'

/**
 * Whether this process has had something of a vault in its hands. It carries what the page asks and is answered, and the
 * browser engine in it keeps selections, what stands in text fields and the clipboard, none of which can be wiped: once a
 * vault was asked for, a lock ends this process with the others.
 */
export interface Renewal {
  /** A vault is about to be opened or made. */
  mark(): void
  /** Whether the next lock must end this process. */
  isDue(): boolean
  /** Ends this process and starts another where its window was; `quick` is handed on to it, see {@link handedOn}. */
  renew(bounds: Rectangle | undefined, quick: string | undefined): void
}

const HANDED = 'CLARKSON_QUICK'
const BOUNDS = '--clarkson-bounds='

/** A new process that has seen nothing. */
export function createRenewal(): Renewal {
  let isMarked = false
  return {
    mark() {
      isMarked = true
    },
    // A journey holds on to the process that it started.
    isDue: () => isMarked && testSetting('CLARKSON_KEEP_SHELL') !== '1',
    renew(bounds, quick) {
      // Arguments are in every list of processes; the environment can be read by the same user alone.
      if (quick !== undefined) process.env[HANDED] = quick
      const place = bounds === undefined ? [] : [boundsArgument(bounds)]
      const args = [...process.argv.slice(1).filter(isHandedOn), ...place]
      // An AppImage runs from a place that goes with its process.
      const image = process.env['APPIMAGE']
      app.relaunch(image === undefined ? { args } : { args: ['--appimage-extract-and-run', ...args], execPath: image })
      app.exit(0)
    },
  }
}

function isHandedOn(argument: string): boolean {
  return !argument.startsWith(BOUNDS) && !/^--(?:inspect|remote-debugging)/u.test(argument)
}

function boundsArgument({ x, y, width, height }: Rectangle): string {
  return `${BOUNDS}${[x, y, width, height].join(',')}`
}

/**
 * What the process before this one handed on of quick unlock. To be asked first of all, and once: it is taken out of the
 * environment, so that no process started by this one has it.
 */
export function handedOn(): string | undefined {
  const handed = process.env[HANDED]
  delete process.env[HANDED]
  return handed
}

/** Where the window of the process before this one was, by this one's arguments. */
export function boundsBefore(args: readonly string[]): Rectangle | undefined {
  const found = args.find((argument) => argument.startsWith(BOUNDS))?.slice(BOUNDS.length)
  const [x, y, width, height] = /^(?:-?\d{1,5},){3}-?\d{1,5}$/u.test(found ?? '')
    ? (found ?? '').split(',').map(Number)
    : []
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined
  return { x, y, width: Math.max(width, 720), height: Math.max(height, 480) }
}
