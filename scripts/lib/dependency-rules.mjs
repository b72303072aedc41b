/**
 * What a dependency must not be, each with the day on which somebody looked and the reason. `floor`: the oldest version that
 * may be locked. `banned`: may not reach people.
 */
export const dependencyRules = [
  { name: 'electron', floor: 42, since: '2026-11-25', why: 'CVE-2026-70601 and others: ways around contextBridge' },
  {
    name: 'extract-zip',
    banned: true,
    since: '2026-11-25',
    why: 'CVE-2026-56876: follows symbolic links out of the folder',
  },
  {
    name: 'adm-zip',
    banned: true,
    since: '2026-11-25',
    why: 'CVE-2026-76845: follows symbolic links out of the folder',
  },
  { name: 'decompress', banned: true, since: '2026-11-25', why: 'writes wherever the names in an archive say' },
  { name: 'decompress-zip', banned: true, since: '2026-11-25', why: 'writes wherever the names in an archive say' },
  { name: '@electron/remote', banned: true, since: '2026-11-25', why: 'gives the page what the preload keeps from it' },
]
