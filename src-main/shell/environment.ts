import { app } from 'electron'

/** Settings that tests may give. A packaged Clarkson reads none of them. */
export type TestSetting =
  'CLARKSON_USER_DATA' | 'CLARKSON_ALLOW_CAPTURE' | 'CLARKSON_IDLE_SECONDS' | 'CLARKSON_KEEP_SHELL'

/** A test's setting; undefined in a packaged Clarkson, whatever its environment says. */
export function testSetting(name: TestSetting): string | undefined {
  return app.isPackaged ? undefined : process.env[name]
}

/** Whether this runtime is for tests and trial alone: an Electron line that no longer gets security fixes. */
export function isTrialRuntime(): boolean {
  return Number.parseInt(process.versions.electron, 10) < 42
}
