import type { ReactElement } from 'react'
import type { BundleBuild } from '../../src-main/contract/bundles.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { formatBytes, formatInstant } from '../ui/format.ts'
import { Digest, Facts } from '../ui/Note.tsx'
import css from './Bundles.module.css'

/** What is known of one build: its size and digest, and what was left out of it. */
export function BuildFacts({ build }: { readonly build: BundleBuild }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  return (
    <div className={css['report']}>
      <Facts
        facts={[
          [say('build.built-at'), formatInstant(intl, build.builtAt)],
          [say('build.page-count'), build.pages],
          [say('column.documents'), build.placed.length],
          [say('column.size'), formatBytes(intl, build.bytes)],
          ['SHA-256', <Digest key="digest" hex={build.sha256} />],
        ]}
      />
      {build.left.length === 0 ? null : (
        <section aria-label={say('build.left')}>
          <h2>{say('build.left')}</h2>
          <ul className={css['findings']}>
            {build.left.map(({ title, reason }) => (
              <li key={title} className={css['finding']}>
                <bdi className={css['grow']}>{title}</bdi>
                <span>{say(`reason.${reason}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
