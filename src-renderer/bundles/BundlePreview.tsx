import { useState, type ReactElement } from 'react'
import { Button as Jump } from 'react-aria-components'
import type { BundleBuild, PlacedEntry } from '../../src-main/contract/bundles.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { IconButton } from '../ui/Button.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import { PagesViewer } from '../ui/PagesViewer.tsx'
import css from './Bundles.module.css'

interface BundlePreviewProps {
  readonly build: BundleBuild
  readonly target: { readonly page: number } | undefined
  /** Shows a page, from 0. */
  readonly onJump: (page: number) => void
}

/** The built PDF as the court will see it, with its documents listed beside. */
export function BundlePreview({ build, target, onJump }: BundlePreviewProps): ReactElement {
  const say = useSay()
  const view = useAsk('bundle.view', { buildId: build.buildId })
  const [page, setPage] = useState(0)
  const [hasOutline, setOutline] = useState(true)
  if (view.error !== null) return <FailureNote error={view.error} />
  if (view.data === undefined) return <Waiting />
  if (view.data.as !== 'pages') return <p className={css['none']}>{say('build.not-shown')}</p>
  return (
    <div className={css['preview']}>
      {hasOutline ? <Outline placed={build.placed} page={page} onJump={onJump} /> : <span />}
      <PagesViewer
        label={say('build.preview')}
        view={view.data}
        target={target}
        onPage={setPage}
        tool={
          <IconButton
            small
            icon="contents"
            name={say('build.outline')}
            pressed={hasOutline}
            onPress={() => setOutline(!hasOutline)}
          />
        }
      />
    </div>
  )
}

interface OutlineProps {
  readonly placed: readonly PlacedEntry[]
  readonly page: number
  readonly onJump: (page: number) => void
}

function Outline({ placed, page, onJump }: OutlineProps): ReactElement {
  const say = useSay()
  const sections = [...new Set(placed.map(({ section }) => section))]
  return (
    <nav className={css['outline']} aria-label={say('build.outline')}>
      {sections.map((section) => (
        <section key={section} aria-label={section}>
          <p className={css['outlineSection']} dir="auto">
            {section}
          </p>
          {placed
            .filter((one) => one.section === section)
            .map(({ title, firstPage, pages, firstLabel }) => (
              <Jump
                key={`${title} ${firstPage}`}
                className={css['jump'] ?? ''}
                aria-current={page + 1 >= firstPage && page + 1 < firstPage + pages}
                onPress={() => onJump(firstPage - 1)}
              >
                <bdi>{title}</bdi>
                <span>{firstLabel}</span>
              </Jump>
            ))}
        </section>
      ))}
    </nav>
  )
}
