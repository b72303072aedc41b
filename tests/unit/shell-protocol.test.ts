import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appFile, exhibitAddress, kindOfAddress } from '../../src-main/shell/addresses.ts'
import { readServedFile } from '../../src-main/shell/served-files.ts'

const served: readonly (readonly [string, readonly string[]])[] = [
  ['app://clarkson', ['index.html']],
  ['app://clarkson/', ['index.html']],
  ['app://clarkson/index.html', ['index.html']],
  ['app://clarkson/assets/index-C3pO_r2.js', ['assets', 'index-C3pO_r2.js']],
  ['app://clarkson/assets/noto-sans.v1.woff2', ['assets', 'noto-sans.v1.woff2']],
  ['app://clarkson/a/b/c/d/e/f/g/h.css', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h.css']],
]

const origins = [
  'app://clarkson.evil',
  'app://clarkson-evil',
  'app://evil/clarkson',
  'app://clarkson@evil',
  'app://clarkson:80',
  'app:///clarkson',
  'app:/clarkson',
  'app:clarkson',
  'APP://clarkson',
  'app://CLARKSON',
  'app://clarkson%2f',
  'app://clarkson\\',
  'file://',
  'file://localhost',
  'http://clarkson',
  'https://clarkson',
  'ws://clarkson',
  'exhibit://page',
  'exhibit://clarkson',
  'data:text/html,',
  'javascript:alert(1)//',
  'blob:app://clarkson',
  'view-source:app://clarkson',
  'filesystem:app://clarkson',
  'chrome://clarkson',
  ' app://clarkson',
  'app://clarkson\0',
  '',
]

/** Ways out of a folder, and names that some system reads otherwise than they are written. */
const tricks = [
  '..',
  '../index.html',
  '../../etc/passwd',
  'assets/../../index.html',
  'assets/..',
  './index.html',
  'assets/./index.js',
  'assets//index.js',
  '/index.html',
  '//index.html',
  'assets/',
  '%2e%2e/index.html',
  '%2E%2E/index.html',
  '%2e%2e%2findex.html',
  '..%2findex.html',
  '.%2e/index.html',
  '%252e%252e/index.html',
  '%c0%ae%c0%ae/index.html',
  '%uff0e%uff0e/index.html',
  '\uff0e\uff0e/index.html',
  '..\\index.html',
  'assets\\index.js',
  '..%5cindex.html',
  '..%255cindex.html',
  '%5c%5cserver%5cshare',
  '\\\\server\\share',
  '\\\\?\\C:\\index.html',
  'C:/index.html',
  'C:\\index.html',
  'c%3a/index.html',
  'index.html%00.js',
  'index.html\0.js',
  'index.html%0a',
  'index.html\n',
  'index.html\r\nx: y',
  'index.html\t',
  'index.html ',
  'index.html.',
  'index.html::$DATA',
  'index.html:stream',
  'index.html?x',
  'index.html?',
  'index.html#x',
  'index.html;x=1',
  'index.html~1',
  '~root/.ssh/id',
  '~',
  '.htaccess',
  '.git/config',
  'assets/.hidden.js',
  'con',
  'CON.html',
  'nul.js',
  'aux.css',
  'prn.png',
  'com1.js',
  'lpt9.html',
  'con.tar.js',
  'index..html',
  'a..b.js',
  'assets/index.js/..',
  'assets/index.js/../../../x',
  'in\u202edex.html',
  'index\u200b.html',
  '\u0130ndex.html',
  'ındex.html',
  'índex.html',
  'index.html\ud800',
  '*.html',
  'index?.html',
  '"index.html"',
  "'index.html'",
  '<script>.js',
  '|cat',
  '$(id).js',
  '`id`.js',
  '{index,other}.html',
  'index.html&x',
  '@fs/etc/passwd',
  '@vite/client',
  'proc/self/environ\0',
  'a/b/c/d/e/f/g/h/i.js',
  `${'a/'.repeat(300)}x.js`,
  `${'a'.repeat(122)}.js`,
  'x'.repeat(4_096),
]

const refused = [
  ...origins.flatMap((origin) => [`${origin}/index.html`, `${origin}/assets/index.js`]),
  ...tricks.map((trick) => `app://clarkson/${trick}`),
  ...tricks.slice(0, 60).map((trick) => `app://clarkson/assets/${trick}`),
]

describe('the addresses of the window', () => {
  test('its own files are served', () => {
    expect(served.map(([address]) => appFile(address))).toEqual(served.map(([, segments]) => segments))
  })

  test(`nothing else is, in ${refused.length} ways of asking`, () => {
    expect(refused.length).toBeGreaterThanOrEqual(200)
    expect(refused.filter((address) => appFile(address) !== undefined)).toEqual([])
  })

  test('R23: no address whatever leads out of the folder', () => {
    const bits = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '\0', 'a', 'b.js', '~', ':', '?', '#', ' ')
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(anything, (rest) => {
        const segments = appFile(`app://clarkson/${rest}`)
        return segments === undefined || segments.every((one) => /^[\w-][\w.-]*$/u.test(one) && !one.includes('..'))
      }),
    )
  })
})

describe('the files of the window', () => {
  let root = ''
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'clarkson-served-'))
    root = join(folder, 'renderer')
    mkdirSync(join(root, 'assets'), { recursive: true })
    mkdirSync(join(root, 'folder.js'))
    mkdirSync(join(folder, 'renderer-evil'))
    writeFileSync(join(root, 'index.html'), 'page')
    writeFileSync(join(root, 'assets', 'a.js'), 'script')
    writeFileSync(join(root, 'notes.txt'), 'text')
    writeFileSync(join(folder, 'secret.js'), 'secret')
    writeFileSync(join(folder, 'renderer-evil', 'x.js'), 'evil')
    symlinkSync(join(folder, 'secret.js'), join(root, 'link.js'))
    symlinkSync(join(folder, 'renderer-evil'), join(root, 'sibling'))
    symlinkSync(join(root, 'assets', 'a.js'), join(root, 'inside.js'))
  })
  afterAll(() => rmSync(join(root, '..'), { recursive: true, force: true }))

  const ask = async (path: string): Promise<string | undefined> => {
    const file = await readServedFile(root, `app://clarkson/${path}`)
    return file === undefined ? undefined : `${file.mediaType} ${new TextDecoder().decode(file.bytes)}`
  }

  test('are served with their type', async () => {
    expect(await ask('')).toBe('text/html; charset=utf-8 page')
    expect(await ask('assets/a.js')).toBe('text/javascript; charset=utf-8 script')
    expect(await ask('inside.js')).toBe('text/javascript; charset=utf-8 script')
  })

  test('are nothing that is missing, a folder, of another type, or linked from outside', async () => {
    const paths = ['gone.js', 'assets', 'folder.js', 'notes.txt', 'link.js', 'sibling/x.js']
    expect(await Promise.all(paths.map(ask))).toEqual(paths.map(() => undefined))
  })
})

describe('the addresses of exhibits', () => {
  const token = 'abcdefghijklmnopqrst-_'

  test('name a page and a width, or a stream', () => {
    expect(exhibitAddress(`exhibit://page/${token}/0?width=640`)).toEqual({ kind: 'page', token, index: 0, width: 640 })
    expect(exhibitAddress(`exhibit://media/${token}`)).toEqual({ kind: 'media', token })
  })

  test('are exact: whatever is nearly one is none', () => {
    const page = `exhibit://page/${token}`
    const nearly = [
      `${page}/0`,
      `${page}/0?width=0`,
      `${page}/0?width=-1`,
      `${page}/0?width=1e3`,
      `${page}/0?width=8193`,
      `${page}/0?width=640&x=1`,
      `${page}/0?width=640#x`,
      `${page}/00?width=640`,
      `${page}/-1?width=640`,
      `${page}/1.5?width=640`,
      `${page}/99999999?width=640`,
      `${page}/0/?width=640`,
      `${page}?width=640`,
      `exhibit://page/${token.slice(1)}/0?width=640`,
      `exhibit://page/${token}a/0?width=640`,
      `exhibit://page/${token.slice(1)}%/0?width=640`,
      `exhibit://page/../media/${token}`,
      `exhibit://media/${token}/`,
      `exhibit://media/${token}?x`,
      `exhibit://media/${token}\n`,
      `exhibit://other/${token}`,
      `exhibit:media/${token}`,
      `EXHIBIT://media/${token}`,
    ]
    expect(nearly.filter((address) => exhibitAddress(address) !== undefined)).toEqual([])
  })
})

describe('a report of what was refused', () => {
  test('keeps scheme and host of an address, and nothing of its path', () => {
    expect(kindOfAddress('https://user:pass@example.org:8443/witness?name=A#b')).toEqual({
      scheme: 'https',
      host: 'example.org',
    })
    expect(kindOfAddress('inline')).toEqual({ scheme: 'inline', host: '' })
    expect(kindOfAddress('data:text/html,<b>A</b>')).toEqual({ scheme: 'data', host: '' })
  })
})
