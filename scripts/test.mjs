// npm test: every test, those in real Electron included; the last line is `N passed, N failed`.
// npm test -- unit | property | integration | journeys, or parts of file names, for some of them; what begins with `-`,
// and all after it, goes to the one runner that is left.
import { mkdirSync, rmSync } from 'node:fs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureElectronForTests, runPlaywright } from './lib/in-electron.mjs'
import { ensureNode, runTool } from './lib/node.mjs'
import { at } from './lib/paths.mjs'
import { Stop, main, say } from './lib/run.mjs'
import { readPlan } from './lib/test-plan.mjs'
import { closingLine, countPlaywright, countVitest, withCrash } from './lib/test-report.mjs'

const vitestReport = at('out', 'test', 'vitest.json')
const playwrightReport = at('out', 'test', 'playwright.json')
// A runner that hangs must not hang whoever waits for it.
const mostSeconds = { vitest: 900, playwright: 780 }

await main(async () => {
  const plan = readPlan(process.argv.slice(2))
  try {
    return await test(plan)
  } catch (error) {
    // Set-up or build failed, and with it the run as a whole: the closing line must not be missing, nor say less.
    say(error instanceof Stop ? error.message : error.stack)
    process.stdout.write(`${closingLine([{ passed: 0, failed: 1, skipped: 0 }]).line}\n`)
    return 1
  }
})

async function test(plan) {
  await ensureDependencies()
  ensureNode()
  const electron = plan.journeys ? await ensureElectronForTests() : undefined
  await ensureBuilt()
  mkdirSync(at('out', 'test'), { recursive: true })
  const counts = []
  if (plan.suites.length > 0) counts.push(await vitest(plan))
  if (plan.journeys) counts.push(await playwright(electron, plan))
  const { passed, failed, line } = closingLine(counts)
  if (passed + failed === 0) say('No test ran.')
  process.stdout.write(`${line}\n`)
  return failed > 0 || passed === 0 ? 1 : 0
}

async function vitest({ suites, filters, options }) {
  rmSync(vitestReport, { force: true })
  const args = ['run', ...suites.flatMap((suite) => ['--project', suite]), ...filters, ...options]
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]
  const ended = await runTool('vitest', [...args, ...reports], { group: true, seconds: mostSeconds.vitest })
  return judged('Vitest', countVitest(vitestReport), ended)
}

async function playwright(electron, { journeyFilters, options }) {
  rmSync(playwrightReport, { force: true })
  const ended = await runPlaywright(electron, 'journeys', [...journeyFilters, ...options], {
    seconds: mostSeconds.playwright,
  })
  return judged('Playwright', countPlaywright(playwrightReport), ended)
}

function judged(runner, count, ended) {
  const result = withCrash(count, ended)
  if (result.failed > count.failed) {
    say(
      ended.timedOut
        ? `${runner} took too long and was ended.`
        : `${runner} ended with status ${ended.code}, beside the failures of tests.`,
    )
  }
  return result
}
