import { describe, expect, test } from 'vitest'
import { createIdleWatch, WARNING_SECONDS, type IdleWatch } from '../../src-main/shell/idle-watch.ts'
import { createSignalReader, sessionPath } from '../../src-main/shell/session-signals.ts'

/** A computer whose clock goes only when it is told to, a look a second. */
function computer(minutes: number): {
  readonly said: unknown[]
  readonly watch: IdleWatch
  readonly pass: (seconds: number, world?: { readonly touched?: boolean; readonly locked?: boolean }) => void
  readonly sleep: (seconds: number) => void
  readonly at: () => number
} {
  const said: unknown[] = []
  let now = 1_000_000
  let touchedAt = now
  let locked = false
  const at = (): number => (now - 1_000_000) / 1000
  const watch = createIdleWatch({
    now: () => now,
    idleSeconds: () => Math.floor((now - touchedAt) / 1000),
    isScreenLocked: () => locked,
    limitSeconds: () => minutes * 60,
    warn: (seconds) => said.push(seconds),
    lock: (how) => said.push(`${how} at ${at()}`),
  })
  return {
    said,
    watch,
    at,
    pass(seconds, world = {}) {
      locked = world.locked ?? false
      for (let i = 0; i < seconds; i++) {
        now += 1000
        if (world.touched === true) touchedAt = now
        watch.look()
      }
    },
    sleep(seconds) {
      now += seconds * 1000
      watch.look()
    },
  }
}

describe('R10: a vault nobody works in', () => {
  test('R10: is not locked under the hands of whoever just started the program, however long the computer stood idle before', () => {
    const said: unknown[] = []
    let now = 0
    const watch = createIdleWatch({
      now: () => now,
      idleSeconds: () => Infinity,
      isScreenLocked: () => false,
      limitSeconds: () => 60,
      warn: (seconds) => said.push(seconds),
      lock: () => said.push('locked'),
    })
    for (let second = 1; second <= 29; second++) {
      now += 1000
      watch.look()
    }
    expect(said).toEqual([])
    for (let second = 30; second <= 60; second++) {
      now += 1000
      watch.look()
    }
    expect(said.at(0)).toBe(WARNING_SECONDS)
    expect(said.at(-1)).toBe('locked')
  })

  test.each([1, 5, 60])('R10: locks %i minutes after the last touch, once, and not a second sooner', (minutes) => {
    const { said, pass } = computer(minutes)
    const locks = (): unknown[] => said.filter((one) => typeof one === 'string')
    pass(minutes * 60 - 1)
    expect(locks()).toEqual([])
    pass(1)
    expect(locks()).toEqual([`with-grace at ${minutes * 60}`])
    pass(3_600)
    expect(locks().length).toBe(1)
  })

  test('R10: says so from 30 seconds before, with every second', () => {
    const { said, pass } = computer(5)
    pass(300 - WARNING_SECONDS - 1)
    expect(said).toEqual([])
    pass(3)
    expect(said).toEqual([30, 29, 28])
  })

  test('R10: stays open for whoever touches the computer after the warning, and takes the warning back', () => {
    const { said, pass } = computer(5)
    pass(280)
    pass(1, { touched: true })
    expect(said.at(-1)).toBeNull()
    pass(269)
    expect(said.at(-1)).toBeNull()
    pass(31)
    expect(said.at(-1)).toBe('with-grace at 581')
  })

  test('R10: stays open for whoever says that they are there, where the idle clock does not hear them', () => {
    const { said, pass, watch, at } = computer(1)
    pass(50)
    watch.stay()
    expect(said.at(-1)).toBeNull()
    pass(59)
    expect(said.filter((one) => typeof one === 'string')).toEqual([])
    pass(1)
    expect([said.at(-1), at()]).toEqual(['with-grace at 110', 110])
  })

  test('R10: locks when the screen is locked, once for each time', () => {
    const { said, pass } = computer(5)
    pass(10, { touched: true })
    pass(10, { touched: true, locked: true })
    pass(10, { touched: true })
    pass(2, { locked: true })
    expect(said).toEqual(['with-grace at 11', 'with-grace at 31'])
  })

  test('R10: is locked unasked when the computer slept and nobody had said that it would', () => {
    const { said, pass, sleep } = computer(60)
    pass(10, { touched: true })
    sleep(29)
    expect(said).toEqual([])
    sleep(30)
    expect(said).toEqual(['at-once at 69'])
    sleep(3_000)
    expect(said).toEqual(['at-once at 69', 'at-once at 3069'])
  })
})

const heard = (text: string, ours?: string): number => {
  const read = createSignalReader(ours)
  return text.split('\n').filter((line) => read(line)).length
}
const header = (path: string, name: string, member: string): string =>
  `signal time=1.5 sender=:1.7 -> destination=(null destination) serial=9 path=${path}; interface=${name}; member=${member}`

const property = (name: string, value: boolean): string =>
  `   array [\n      dict entry(\n         string "${name}"\n         variant             boolean ${value}\n      )\n   ]`

describe('R10: what a Linux desktop says of its screen', () => {
  const saver = header('/org/freedesktop/ScreenSaver', 'org.freedesktop.ScreenSaver', 'ActiveChanged')
  const mine = sessionPath('2')
  const changed = header(mine ?? '', 'org.freedesktop.DBus.Properties', 'PropertiesChanged')

  test('R10: that the screen saver covers it locks, that it uncovers it does not', () => {
    expect(heard(`${saver}\n   boolean true`)).toBe(1)
    expect(heard(`${saver}\n   boolean false`)).toBe(0)
    expect(heard(`${saver.replaceAll('freedesktop.ScreenSaver', 'gnome.ScreenSaver')}\n   boolean true`)).toBe(1)
  })

  test('R10: that our session is locked, or another user has the screen, locks; what becomes of others does not', () => {
    expect(heard(`${changed}\n${property('LockedHint', true)}`, mine)).toBe(1)
    expect(heard(`${changed}\n${property('LockedHint', false)}`, mine)).toBe(0)
    expect(heard(`${changed}\n${property('Active', false)}`, mine)).toBe(1)
    expect(heard(`${changed}\n${property('IdleHint', true)}`, mine)).toBe(0)
    expect(heard(`${changed}\n${property('LockedHint', true)}`, sessionPath('31'))).toBe(0)
    const lock = header(mine ?? '', 'org.freedesktop.login1.Session', 'Lock')
    expect([heard(lock, mine), heard(lock, sessionPath('c1')), heard(lock)]).toEqual([1, 0, 1])
  })

  test('R10: a session has the path that the login service gives it', () => {
    expect(['2', 'c1', '31', ''].map(sessionPath)).toEqual([
      '/org/freedesktop/login1/session/_32',
      '/org/freedesktop/login1/session/c1',
      '/org/freedesktop/login1/session/_331',
      undefined,
    ])
  })
})
