import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedRange } from '../../src-main/shell/addresses.ts'
import { answerExhibit, type ExhibitSource } from '../../src-main/shell/exhibit-answers.ts'
import { isPlain } from '../../src-main/shell/plain.ts'

describe('a stream', () => {
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251)
  const asked: number[] = []
  const source: ExhibitSource = {
    page: (_token, index) => Promise.resolve(index === 0 ? Uint8Array.of(1, 2, 3) : undefined),
    mediaInfo: (token) =>
      Promise.resolve(
        token.startsWith('x')
          ? undefined
          : { size: bytes.length, mediaType: token.startsWith('s') ? 'image/svg+xml' : 'video/mp4' },
      ),
    media: (_token, { start, end }) => {
      asked.push(end - start)
      return Promise.resolve(bytes.slice(start, end))
    },
  }
  const get = (token: string, range?: string, method = 'GET'): Promise<Response> =>
    answerExhibit(
      new Request(
        `exhibit://media/${token.padEnd(22, '0')}`,
        range === undefined ? { method } : { method, headers: { range } },
      ),
      source,
    )

  test('is answered whole, a megabyte at a time', async () => {
    asked.length = 0
    const whole = await get('a')
    expect([whole.status, whole.headers.get('content-length'), whole.headers.get('cache-control')]).toEqual([
      200,
      '2500000',
      'no-store',
    ])
    expect(Buffer.compare(Buffer.from(await whole.arrayBuffer()), Buffer.from(bytes))).toBe(0)
    expect(asked).toEqual([1_048_576, 1_048_576, 402_848])
  })

  test('is answered in the part that was asked for', async () => {
    const part = await get('a', 'bytes=1000000-1999999')
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-type')]).toEqual([
      206,
      'bytes 1000000-1999999/2500000',
      'video/mp4',
    ])
    expect(Buffer.compare(Buffer.from(await part.arrayBuffer()), Buffer.from(bytes.slice(1_000_000, 2_000_000)))).toBe(
      0,
    )
  })

  test('any part is the slice of the original', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(6_000), fc.nat(6_000), (size, first, last) => {
        const range = askedRange(`bytes=${first}-${last}`, size)
        if (range === 'none') return first >= size
        if (range === 'whole') return last < first
        return range.start === first && range.end === Math.min(last + 1, size) && range.end > range.start
      }),
    )
    expect(askedRange('bytes=-500', 2_000)).toEqual({ start: 1_500, end: 2_000 })
    expect(askedRange('bytes=-5000', 2_000)).toEqual({ start: 0, end: 2_000 })
    expect(askedRange('bytes=-0', 2_000)).toBe('none')
    expect(askedRange('bytes=0-', 0)).toBe('none')
    expect(askedRange('bytes=0-1,5-6', 2_000)).toBe('whole')
    expect(askedRange('octets=0-1', 2_000)).toBe('whole')
    expect(askedRange(null, 2_000)).toBe('whole')
  })

  test('past its end, unknown, of a type that can carry a script, or asked for to change it, is not answered', async () => {
    expect((await get('a', 'bytes=2500000-')).status).toBe(416)
    expect((await get('x')).status).toBe(404)
    expect((await get('s')).status).toBe(404)
    expect((await get('a', undefined, 'POST')).status).toBe(404)
  })

  test('a page is a picture or nothing', async () => {
    const page = `exhibit://page/${'a'.repeat(22)}`
    const shown = await answerExhibit(new Request(`${page}/0?width=10`), source)
    const none = await answerExhibit(new Request(`${page}/1?width=10`), source)
    expect([shown.status, shown.headers.get('content-type'), none.status]).toEqual([200, 'image/png', 404])
  })
})

describe('what a call may carry', () => {
  test('R26: is whatever JSON can say, up to a megabyte', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isPlain(value)))
    expect(isPlain('x'.repeat(1_048_000))).toBe(true)
    expect(isPlain('x'.repeat(1_048_577))).toBe(false)
    expect(isPlain({ a: 'x'.repeat(600_000), b: 'x'.repeat(600_000) })).toBe(false)
  })

  test('is nothing else', () => {
    const deep: unknown[] = []
    let inner = deep
    for (let i = 0; i < 40; i++) {
      const next: unknown[] = []
      inner.push(next)
      inner = next
    }
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const sparse: unknown[] = []
    sparse.length = 4_000_000_000
    const others = [
      deep,
      circle,
      sparse,
      new Map(),
      new Date(0),
      /x/u,
      1n,
      Symbol('x'),
      () => 1,
      Number.NaN,
      Infinity,
      new Uint8Array(2),
    ]
    expect(others.map((other) => isPlain({ other }))).toEqual(others.map(() => false))
  })
})
