// Who may import whom (docs/ARCHITECTURE.md). Siblings never import one another: an act is where they meet.
const low = ['contract', 'kernel', 'domain']
const rooms = {
  contract: ['contract'],
  kernel: ['contract', 'kernel'],
  domain: low,
  vault: [...low, 'vault'],
  store: [...low, 'store'],
  typeset: [...low, 'typeset'],
  pdf: [...low, 'pdf'],
  pages: [...low, 'pages'],
  intake: [...low, 'intake'],
  acts: [...low, 'vault', 'store', 'typeset', 'pdf', 'pages', 'intake', 'acts'],
  // The keeper's end of the reader's line, and the sample office that the window offers.
  door: [...low, 'pages', 'acts', 'demo', 'door'],
  // The command line starts its own reader and typesetter.
  cli: [...low, 'pages', 'typeset', 'acts', 'door', 'demo', 'cli'],
  demo: [...low, 'acts', 'demo'],
}
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(^|/)(index|preload|keeper|reader|binder|cli|main)\\.tsx?$|\\.d\\.ts$|config' },
      to: {},
    },
    {
      name: 'renderer-knocks-at-the-contract',
      severity: 'error',
      from: { path: '^src-renderer' },
      to: { path: '^src-main', pathNot: '^src-main/contract' },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      from: { path: '^src-main' },
      to: { path: '^src-renderer' },
    },
    {
      name: 'electron-stays-at-the-door',
      severity: 'error',
      from: { pathNot: '^src-main/(index|preload)\\.ts$|^src-main/shell/|^tests/' },
      to: { path: '^(node_modules/)?electron' },
    },
    {
      name: 'sql-stays-in-the-store',
      severity: 'error',
      from: { pathNot: '^(src-main/store|tests|bench)/' },
      to: { path: 'sqlcipher' },
    },
    ...Object.entries(rooms).map(([room, may]) => ({
      name: `${room}-may-import-${may.join('-')}`,
      severity: 'error',
      from: { path: `^src-main/${room}/` },
      to: { path: '^src-main/', pathNot: `^src-main/(${may.join('|')})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
}
