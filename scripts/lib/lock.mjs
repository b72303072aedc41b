import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cache } from './paths.mjs'
import { say } from './run.mjs'

/** Does `work` while no other run on this machine does the like: two terminals may type `npm test` and `npm start` at once. */
export async function withLock(name, work) {
  mkdirSync(cache, { recursive: true })
  const file = join(cache, `${name}.lock`)
  for (let told = false; !take(file); told = true) {
    if (!told) say(`Another run holds ${file}; waiting for it.`)
    await sleep(200)
  }
  const drop = () => rmSync(file, { force: true })
  process.once('exit', drop)
  try {
    return await work()
  } finally {
    process.off('exit', drop)
    drop()
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (abandoned(file)) rmSync(file, { force: true })
    return false
  }
}

/** True if whoever took the lock has died. */
function abandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // An empty file is a lock between its making and its writing, unless it has been so for long.
    if (!pid) return Date.now() - statSync(file).mtimeMs > 10_000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
