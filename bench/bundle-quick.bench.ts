import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, printCosts, printTarget, takeTurns } from './support.ts'

// The whole job from the command line: start-up, cover, index and dividers typeset, 1,000 mixed pages assembled, stamped,
// labelled, bookmarked and linked; and the same with the check report after it. Its peer only merges.

const program = new URL('../out/main/cli.cjs', import.meta.url).pathname
const maker = new URL('bundle-assembly.bench.ts', import.meta.url).pathname

const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
try {
  process.exitCode = (await compare()) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function compare(): Promise<boolean> {
  await measure([process.execPath, maker, 'make', folder, '1000'])
  const { files } = JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8')) as { readonly files: readonly string[] }
  const list = join(folder, 'list.csv')
  const rows = files.map(
    (file, i) => `${file},Document ${String(i + 1)},2026-03-02,Section ${String(1 + Math.floor(i / 40))}`,
  )
  writeFileSync(list, ['file,title,date,section', ...rows].join('\n'))
  const quick = [
    'bundle',
    'quick',
    list,
    '-o',
    join(folder, 'ours.pdf'),
    '--overwrite',
    '--json',
    '--profile',
    'EW_CRIM',
  ]
  const names = ['bundle quick --no-check', 'bundle quick', 'qpdf: merge only']
  const costs = await takeTurns(
    [
      { name: names[0] ?? '', run: () => measure([process.execPath, program, ...quick, '--no-check']) },
      // What the check finds ends it with status 1; measured is what it takes.
      {
        name: names[1] ?? '',
        run: () => measure(['sh', '-c', '"$@" || [ $? = 1 ]', 'sh', process.execPath, program, ...quick]),
      },
      {
        name: names[2] ?? '',
        run: () =>
          measure([
            'qpdf',
            '--empty',
            '--no-warn',
            '--warning-exit-0',
            '--pages',
            ...files,
            '--',
            join(folder, 'qpdf.pdf'),
          ]),
      },
    ],
    process.env['SLOW'] === '1' ? 5 : 3,
  )
  printCosts(names, costs)
  const [bare, checked, qpdf] = costs
  if (!bare || !checked || !qpdf) throw new Error('nothing was measured')
  // By the clock: the reader is ended and not waited for, so its processor time is in nobody's account.
  const check = (checked.wallSeconds - bare.wallSeconds) / bare.wallSeconds
  process.stdout.write(`  the check report takes ${check.toFixed(2)} x the wall of the build\n`)
  return [
    printTarget('1,000 pages, whole job, CPU of qpdf merge', bare.cpuSeconds / qpdf.cpuSeconds, 2, ' x'),
    printTarget('1,000 pages, whole job, peak', bare.peakMiB, 400, ' MiB'),
  ].every(Boolean)
}
