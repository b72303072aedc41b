import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { hearSessionSignals } from '../../src-main/shell/session-signals.ts'

const isThere = ['dbus-daemon', 'dbus-monitor', 'dbus-send'].every(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0,
)

test.skipIf(process.platform !== 'linux' || !isThere)(
  'R10: the screen lock of a Linux desktop is heard on its message bus',
  async () => {
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      const [line] = (await once(bus.stdout, 'data')) as [Buffer]
      const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: line.toString('utf8').trim() }
      const heard: true[] = []
      const stop = hearSessionSignals(() => heard.push(true), env)
      const say = (value: boolean): unknown =>
        execFileSync(
          'dbus-send',
          [
            '--session',
            '--type=signal',
            '/org/gnome/ScreenSaver',
            'org.gnome.ScreenSaver.ActiveChanged',
            `boolean:${value}`,
          ],
          { env },
        )
      try {
        // Whoever listens is not there at once.
        for (let tries = 0; heard.length === 0 && tries < 50; tries++) {
          say(true)
          await new Promise((resolve) => {
            setTimeout(resolve, 100)
          })
        }
        expect(heard.length).toBeGreaterThan(0)
      } finally {
        stop()
      }
    } finally {
      bus.kill()
    }
  },
)
