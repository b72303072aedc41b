import type { ReactElement } from 'react'
import type { BundleEntry } from '../../src-main/contract/bundles.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { formatDay } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './Bundles.module.css'
import type { ShownDocument } from './documents.ts'

interface DocumentWordsProps {
  readonly entry: BundleEntry
  readonly shown: ShownDocument
  readonly refused: string | undefined
}

/** A document's mark and title, what was said of it here, and what is wrong with it. */
export function DocumentWords({ entry, shown, refused }: DocumentWordsProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const pages = 'exhibit' in entry ? entry.pages : undefined
  const under = [
    shown.mark,
    entry.date === undefined ? '' : formatDay(intl, entry.date),
    pages === undefined ? '' : say('bundle.pages', { pages }),
  ].filter((words) => words !== '')
  return (
    <span className={css['words']}>
      <bdi>{shown.title}</bdi>
      {under.length === 0 ? null : <span className={css['under']}>{under.join(' · ')}</span>}
      {refused === undefined ? null : <Problem words={refused} isRefused />}
      {refused === undefined && shown.problem !== undefined ? <Problem words={shown.problem} /> : null}
    </span>
  )
}

function Problem({ words, isRefused = false }: { readonly words: string; readonly isRefused?: boolean }): ReactElement {
  return (
    <span className={isRefused ? `${css['problem']} ${css['refused']}` : css['problem']}>
      <Icon name={isRefused ? 'alert' : 'warning'} size={13} />
      {words}
    </span>
  )
}
