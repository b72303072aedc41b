import { existsSync, readFileSync } from 'node:fs'

const nothing = { passed: 0, failed: 0, skipped: 0 }

/** Counts the tests in Vitest's JSON report; a file that did not even load counts as one that failed. */
export function countVitest(file) {
  const report = readReport(file)
  if (!report) return nothing
  const unloaded = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/** Counts the tests in Playwright's JSON report; a test that passed only when tried again has failed. */
export function countPlaywright(file) {
  const report = readReport(file)
  if (!report) return nothing
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

function readReport(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  } catch {
    // Cut short by a crash: the runner's exit status tells.
    return undefined
  }
}

/** A runner that ends badly with no failed test to show for it has crashed, and that is a failure like any other. */
export function withCrash(count, { code, timedOut }) {
  const crashed = timedOut || (code !== 0 && count.failed === 0)
  return crashed ? { ...count, failed: count.failed + 1 } : count
}

/** The closing line: `12 passed, 0 failed, 1 skipped`. */
export function closingLine(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0)
  const skipped = sum('skipped')
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    line: `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  }
}
