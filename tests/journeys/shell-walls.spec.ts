import { expect, test, type Page } from '@playwright/test'
import { hearRefusals, launchClarkson, pause, type Launched, type Refused } from '../support/electron.ts'

// R22, R23: what the page cannot reach, each tried from inside the page in the real window.

let clarkson: Launched
let refused: () => Promise<readonly Refused[]>

test.beforeAll(async () => {
  clarkson = await launchClarkson()
  refused = await hearRefusals(clarkson.app)
})
test.afterAll(() => clarkson.close())

const run = (window: Page, code: string): Promise<unknown> =>
  window.evaluate(
    `(async () => { ${code} })().then((value) => ['did', String(value)], (error) => ['failed', String(error)])`,
  )

/** Waits until something was refused that looks like this. */
async function expectRefused(like: Partial<Refused>): Promise<void> {
  await expect.poll(refused).toContainEqual(expect.objectContaining(like))
}

// Each asks at a host of its own, so that a report can be told from the others. The code must not settle as `did yes`.
const loads: Readonly<Record<string, string>> = {
  fetch: `await fetch('https://fetch.example.org/'); return 'yes'`,
  'fetch-no-cors': `await fetch('https://fetch-no-cors.example.org/', { mode: 'no-cors' }); return 'yes'`,
  'fetch-keepalive': `await fetch('https://fetch-keepalive.example.org/', { method: 'POST', body: 'x', keepalive: true }); return 'yes'`,
  xhr: `return await new Promise((done, fail) => { const x = new XMLHttpRequest(); x.open('GET', 'https://xhr.example.org/'); x.onload = () => done('yes'); x.onerror = () => fail('error'); x.send() })`,
  websocket: `return await new Promise((done, fail) => { const s = new WebSocket('wss://websocket.example.org/'); s.onopen = () => done('yes'); s.onerror = () => fail('error') })`,
  eventsource: `return await new Promise((done, fail) => { const s = new EventSource('https://eventsource.example.org/'); s.onopen = () => done('yes'); s.onerror = () => { s.close(); fail('error') } })`,
  beacon: `return navigator.sendBeacon('https://beacon.example.org/', 'x') ? 'queued' : 'no'`,
  image: `const i = new Image(); i.src = 'https://image.example.org/x.png'; await i.decode(); return 'yes'`,
  video: `return await new Promise((done, fail) => { const v = document.createElement('video'); v.src = 'https://video.example.org/x.mp4'; v.onloadedmetadata = () => done('yes'); v.onerror = () => fail('error') })`,
  stylesheet: `return await new Promise((done, fail) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'https://stylesheet.example.org/x.css'; l.onload = () => done('yes'); l.onerror = () => fail('error'); document.head.append(l) })`,
  font: `await new FontFace('x', 'url(https://font.example.org/x.woff2)').load(); return 'yes'`,
  iframe: `const f = document.createElement('iframe'); f.src = 'https://iframe.example.org/'; document.body.append(f); await new Promise((r) => setTimeout(r, 100)); return f.contentDocument?.body?.innerText || 'empty'`,
  form: `const f = document.createElement('form'); f.method = 'post'; f.action = 'https://form.example.org/'; document.body.append(f); f.submit(); return 'still here'`,
  import: `await import('https://import.example.org/x.js'); return 'yes'`,
  worker: `new Worker('https://worker.example.org/x.js'); return 'made'`,
}

for (const [name, code] of Object.entries(loads)) {
  test(`nothing is loaded by ${name}, and the attempt is reported`, async () => {
    const { window } = clarkson
    const [how, value] = (await run(window, code)) as [string, string]
    expect([how, value]).not.toEqual(['did', 'yes'])
    if (name === 'worker') {
      // A worker of another origin is refused before any policy is asked.
      expect(how).toBe('failed')
    } else {
      const scheme = name === 'websocket' ? 'wss' : 'https'
      await expectRefused({ kind: 'policy', scheme, host: `${name}.example.org` })
    }
    expect(window.url()).toBe('app://clarkson/index.html')
  })
}

test('nothing is loaded by object or embed', async () => {
  const { window } = clarkson
  for (const [tag, source] of [
    ['object', 'data'],
    ['embed', 'src'],
  ]) {
    const [, value] = (await run(
      window,
      `const o = document.createElement('${tag}'); let loaded = 'no'; o.onload = () => (loaded = 'yes')
      o.${source} = 'https://${tag}.example.org/'; document.body.append(o); await new Promise((r) => setTimeout(r, 300)); return loaded`,
    )) as [string, string]
    expect(value).not.toBe('yes')
  }
  // Which policy is asked first has changed between engines.
  await expect
    .poll(async () =>
      (await refused()).some(({ what }) => what === 'object-src' || what === 'require-trusted-types-for'),
    )
    .toBe(true)
})

test('no other scheme is loaded either', async () => {
  const { window } = clarkson
  const addresses = [
    'file:///etc/hostname',
    'http://127.0.0.1:1/',
    'data:image/png;base64,AA==',
    'ftp://x.example.org/',
    'chrome://version/',
  ]
  for (const address of addresses) {
    const [how] = (await run(
      window,
      `const i = new Image(); i.src = ${JSON.stringify(address)}; await i.decode()`,
    )) as [string]
    expect([address, how]).toEqual([address, 'failed'])
  }
})

test('no service worker is registered', async () => {
  expect(await run(clarkson.window, `await navigator.serviceWorker.register('/sw.js'); return 'yes'`)).toEqual([
    'failed',
    expect.stringMatching(/Error/u),
  ])
})

test('a peer connection finds no address of this computer', async () => {
  const code = `
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:stun.example.org:3478' }] })
    const found = []
    peer.onicecandidate = ({ candidate }) => candidate?.candidate && found.push(candidate.candidate)
    peer.createDataChannel('x')
    await peer.setLocalDescription(await peer.createOffer())
    await new Promise((done) => setTimeout(done, 1500))
    peer.close()
    return found.length`
  expect(await run(clarkson.window, code)).toEqual(['did', '0'])
})

const leaves: readonly (readonly [string, string, Partial<Refused>])[] = [
  ['an address', `location.href = 'https://go.example.org/'`, { kind: 'navigation', host: 'go.example.org' }],
  [
    'a replaced address',
    `location.replace('https://replace.example.org/')`,
    { kind: 'navigation', host: 'replace.example.org' },
  ],
  ['a file', `location.href = 'file:///etc/passwd'`, {}],
  ['a data document', `location.href = 'data:text/html,<h1>x</h1>'`, {}],
  ['another page of ours', `location.href = 'app://clarkson/assets/x.js'`, { kind: 'navigation', scheme: 'app' }],
  [
    'an exhibit as a document',
    `location.href = 'exhibit://media/${'a'.repeat(22)}'`,
    { kind: 'navigation', scheme: 'exhibit' },
  ],
  ['a script as an address', `location.href = 'javascript:document.title="x"'`, { kind: 'policy' }],
  [
    'a refresh',
    `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://refresh.example.org/'; document.head.append(m)`,
    { kind: 'navigation', host: 'refresh.example.org' },
  ],
  [
    'a link',
    `const a = document.createElement('a'); a.href = 'https://link.example.org/'; document.body.append(a); a.click()`,
    { kind: 'navigation', host: 'link.example.org' },
  ],
  [
    'a new window',
    `if (window.open('https://open.example.org/') !== null) throw new Error('opened')`,
    { kind: 'window', host: 'open.example.org' },
  ],
  ['an empty new window', `if (window.open('') !== null) throw new Error('opened')`, { kind: 'window' }],
  [
    'a link to a new window',
    `const a = document.createElement('a'); a.href = 'https://blank.example.org/'; a.target = '_blank'; document.body.append(a); a.click()`,
    { kind: 'window', host: 'blank.example.org' },
  ],
  ['a program of the system', `location.href = 'mailto:x@example.org'`, { kind: 'navigation', scheme: 'mailto' }],
  [
    'a download',
    `const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['x'])); a.download = 'x.txt'; document.body.append(a); a.click()`,
    { kind: 'download' },
  ],
]

for (const [name, code, like] of leaves) {
  test(`the page is not left by ${name}`, async () => {
    const { app, window } = clarkson
    const [how] = (await run(window, code)) as [string]
    if (like.kind !== undefined) {
      expect(how).toBe('did')
      await expectRefused(like)
    }
    await pause(150)
    expect(window.url()).toBe('app://clarkson/index.html')
    expect(app.windows().length).toBe(1)
    expect(await window.evaluate(() => 'clarkson' in globalThis)).toBe(true)
  })
}

test('no permission is given', async () => {
  const asks = {
    geolocation: `await new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, ({ message }) => fail(message)))`,
    media: `await navigator.mediaDevices.getUserMedia({ audio: true })`,
    notifications: `if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied')`,
    'clipboard-read': `await navigator.clipboard.readText()`,
    midi: `await navigator.requestMIDIAccess({ sysex: true })`,
  }
  for (const [name, code] of Object.entries(asks)) {
    const [how] = (await run(clarkson.window, code)) as [string]
    expect([name, how]).toEqual([name, 'failed'])
  }
  await expectRefused({ kind: 'permission', what: 'geolocation' })
})

test('script that came in as text does not run', async () => {
  const codes = [
    `document.body.innerHTML += '<img src=x onerror="document.title=1">'`,
    `const s = document.createElement('script'); s.textContent = 'document.title=1'; document.body.append(s)`,
    `const s = document.createElement('script'); s.src = 'data:text/javascript,document.title=1'; document.body.append(s)`,
    `new Function('document.title=1')()`,
    `setTimeout('document.title=1', 0)`,
    `document.body.setAttribute('onclick', 'document.title=1'); document.body.click()`,
    `document.write('<script>document.title=1</script>')`,
    `document.body.append(new DOMParser().parseFromString('<img src=x onerror="document.title=1">', 'text/html').body)`,
    `const f = document.createElement('iframe'); f.srcdoc = '<script>parent.document.title=1</script>'; document.body.append(f)`,
    `const s = document.createElement('style'); s.textContent = 'body { display: none }'; document.head.append(s)`,
  ]
  const { window } = clarkson
  for (const code of codes) await run(window, code)
  await pause(200)
  expect(await window.title()).not.toBe('1')
  expect(await window.evaluate(() => getComputedStyle(document.body).display)).not.toBe('none')
})

test('behind the policy of the page stands the wall of the session, and behind that a proxy that is not there', async () => {
  const { app } = clarkson
  const outcome = await app.evaluate(async ({ session, BrowserWindow }) => {
    const ours = session.fromPartition('clarkson')
    const load = async (address: string): Promise<void> => {
      const window = new BrowserWindow({ show: false, webPreferences: { session: ours, sandbox: true } })
      await window.loadURL(address).finally(() => window.destroy())
    }
    const tries = await Promise.allSettled([
      ours.fetch('https://wall.example.org/'),
      session.defaultSession.fetch('https://default.example.org/'),
      load('https://load.example.org/'),
      load('file:///etc/passwd'),
      ours.resolveHost('example.org'),
    ])
    const failed = tries.map(({ status }) => status === 'rejected')
    return { failed, proxy: await ours.resolveProxy('https://example.org/') }
  })
  expect(outcome.failed).toEqual([true, true, true, true, true])
  expect(outcome.proxy).toBe('SOCKS5 127.0.0.1:1')
  for (const host of ['wall', 'default', 'load']) await expectRefused({ kind: 'request', host: `${host}.example.org` })
  await expectRefused({ kind: 'request', scheme: 'file' })
})
