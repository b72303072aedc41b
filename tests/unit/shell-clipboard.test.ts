import { expect, test } from 'vitest'
import { CLIPBOARD_MS, createClipboardGuard, type ClipboardGuard } from '../../src-main/shell/clipboard-guard.ts'

/** A clipboard that anybody may use, and a clock that goes when it is told to. */
function desktop(): {
  readonly guard: ClipboardGuard
  readonly put: (text: string) => void
  readonly held: () => string
  readonly pass: (milliseconds: number) => Promise<void>
} {
  let held = ''
  let now = 0
  let waiting: { readonly at: number; readonly work: () => void }[] = []
  const guard = createClipboardGuard({
    read: () => Promise.resolve(held),
    write: (text) => {
      // Some systems write line ends of their own.
      held = text.replaceAll('\n', '\r\n')
      return Promise.resolve()
    },
    clear: () => {
      held = ''
      return Promise.resolve()
    },
    later(work, milliseconds) {
      const entry = { at: now + milliseconds, work }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((one) => one !== entry)
      }
    },
  })
  return {
    guard,
    put: (text) => {
      held = text
    },
    held: () => held,
    async pass(milliseconds) {
      now += milliseconds
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { work } of due) work()
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    },
  }
}

test('R11: what was copied is on the clipboard for half a minute and no longer', async () => {
  const { guard, held, pass } = desktop()
  await guard.copy('Sunita Devi\nwas at the kiln')
  await pass(CLIPBOARD_MS - 1)
  expect(held()).toBe('Sunita Devi\r\nwas at the kiln')
  await pass(1)
  expect(held()).toBe('')
})

test('R11: the half minute begins anew with every copy', async () => {
  const { guard, held, pass } = desktop()
  await guard.copy('first')
  await pass(20_000)
  await guard.copy('second')
  await pass(20_000)
  expect(held()).toBe('second')
  await pass(10_000)
  expect(held()).toBe('')
})

test('R11: a lock takes it off at once', async () => {
  const { guard, held, pass } = desktop()
  await guard.copy('Sunita Devi')
  await guard.clear()
  expect(held()).toBe('')
  await pass(60_000)
  expect(held()).toBe('')
})

test('R11: what somebody else has put there since stays, at the lock and after half a minute', async () => {
  const { guard, put, held, pass } = desktop()
  await guard.copy('Sunita Devi')
  put('a recipe')
  await pass(CLIPBOARD_MS)
  expect(held()).toBe('a recipe')
  await guard.copy('Sunita Devi')
  put('another recipe')
  await guard.clear()
  expect(held()).toBe('another recipe')
})

test('R11: where nothing was copied, nothing is taken', async () => {
  const { guard, put, held } = desktop()
  put('a recipe')
  await guard.clear()
  expect(held()).toBe('a recipe')
})

test('R11: a clipboard that fails is no reason to stop', async () => {
  const guard = createClipboardGuard({
    read: () => Promise.reject(new Error('no selection owner')),
    write: () => Promise.resolve(),
    clear: () => Promise.resolve(),
    later: () => () => undefined,
  })
  await guard.copy('Sunita Devi')
  await guard.clear()
})
