import { useState, type ReactElement } from 'react'
import type { BundleBuild } from '../../src-main/contract/bundles.ts'
import { useSay } from '../app/words.tsx'
import { Leaves } from '../ui/Tabs.tsx'
import { BuildFacts } from './BuildFacts.tsx'
import { BundlePreview } from './BundlePreview.tsx'
import { CheckFindings } from './CheckFindings.tsx'

/** What came of one build: its pages, what the check found, and what is known of it. */
export function BuildLeaves({ build }: { readonly build: BundleBuild }): ReactElement {
  const say = useSay()
  const [leaf, setLeaf] = useState('pages')
  const [target, setTarget] = useState<{ readonly page: number }>()
  const found = build.checks.failed.length + build.checks.warnings.length
  const jump = (page: number): void => {
    setLeaf('pages')
    setTarget({ page })
  }
  return (
    <Leaves
      label={say('build.leaves')}
      shown={leaf}
      onShow={setLeaf}
      leaves={[
        {
          id: 'pages',
          label: say('build.pages'),
          content: <BundlePreview build={build} target={target} onJump={jump} />,
        },
        {
          id: 'check',
          label: say('build.check'),
          count: found === 0 ? undefined : found,
          content: <CheckFindings checks={build.checks} onJump={jump} />,
          scrolls: true,
        },
        { id: 'facts', label: say('build.facts'), content: <BuildFacts build={build} />, scrolls: true },
      ]}
    />
  )
}
