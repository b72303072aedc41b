import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

// Chromium tells of the system's screen lock on macOS and Windows only. On Linux desktops announce it on the message bus:
// each through the freedesktop interface or its own, and systemd's login service for all that use it.
//
// Source: org.freedesktop.ScreenSaver (freedesktop.org, Idle Inhibition Service Draft); org.freedesktop.login1(5).

const SAVERS = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
]

const RULES = {
  '--session': SAVERS.map((name) => `type='signal',interface='${name}',member='ActiveChanged'`),
  '--system': [
    `type='signal',interface='org.freedesktop.login1.Session',member='Lock'`,
    `type='signal',interface='org.freedesktop.DBus.Properties',path_namespace='/org/freedesktop/login1/session'`,
  ],
} as const

/** The path under which the login service knows a session, or undefined for one that is in none. */
export function sessionPath(id: string | undefined): string | undefined {
  if (id === undefined || id === '') return undefined
  const escaped = [...Buffer.from(id, 'utf8')].map((byte, position) => {
    const sign = String.fromCodePoint(byte)
    const isPlain = position === 0 ? /[A-Za-z]/u.test(sign) : /[A-Za-z0-9]/u.test(sign)
    return isPlain ? sign : `_${byte.toString(16).padStart(2, '0')}`
  })
  return `/org/freedesktop/login1/session/${escaped.join('')}`
}

/**
 * Reads what `dbus-monitor` prints, a line at a time, and tells after which line the screen was locked or another user
 * took it over. `ours` is the path of our own session; others' are no concern of ours.
 */
export function createSignalReader(ours: string | undefined): (line: string) => boolean {
  let signal: Signal | undefined
  let property = ''
  return (line) => {
    const begun = signalOf(line)
    if (begun !== undefined) {
      signal = isAbout(begun, ours) ? begun : undefined
      property = ''
      return signal?.name === 'org.freedesktop.login1.Session.Lock'
    }
    const text = /^\s*string "(.*)"$/u.exec(line)?.[1]
    if (text !== undefined) property = text
    const value = /^\s*(?:variant\s+)?boolean (true|false)$/u.exec(line)?.[1]
    return value !== undefined && signal !== undefined && meansLocked(signal.name, property, value === 'true')
  }
}

interface Signal {
  readonly path: string
  /** Interface and member. */
  readonly name: string
}

function signalOf(line: string): Signal | undefined {
  const header = /^signal .*?path=(\S+?);.*?interface=(\S+?); member=(\S+)/u.exec(line)
  if (header === null) return undefined
  const [, path = '', interfaceName = '', member = ''] = header
  return { path, name: `${interfaceName}.${member}` }
}

function isAbout({ path }: Signal, ours: string | undefined): boolean {
  return ours === undefined || path === ours || !path.startsWith('/org/freedesktop/login1/')
}

function meansLocked(member: string, property: string, value: boolean): boolean {
  if (member.endsWith('.ScreenSaver.ActiveChanged')) return value
  if (member !== 'org.freedesktop.DBus.Properties.PropertiesChanged') return false
  return property === 'LockedHint' ? value : property === 'Active' && !value
}

/**
 * Hears on Linux from the desktop and the login service that the screen is locked or another user has taken it over.
 * Where there is no bus, or no `dbus-monitor` to listen with, nothing is heard. Returns how to stop.
 */
export function hearSessionSignals(onLocked: () => void, environment: NodeJS.ProcessEnv = process.env): () => void {
  const listeners = (['--session', '--system'] as const).map((bus) => {
    const child = spawn('dbus-monitor', [bus, ...RULES[bus]], { stdio: ['ignore', 'pipe', 'ignore'], env: environment })
    // Not there, or no bus to listen on.
    child.on('error', () => undefined)
    const read = createSignalReader(sessionPath(environment['XDG_SESSION_ID']))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (read(line)) onLocked()
    })
    return child
  })
  const stop = (): void => {
    for (const child of listeners) child.kill()
  }
  process.once('exit', stop)
  return stop
}
