import type { ReactElement, ReactNode } from 'react'
import type { Output } from '../../src-main/contract/index.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { IconButton } from '../ui/Button.tsx'
import { FilterField } from '../ui/Field.tsx'
import { Badge, Badges } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { languageNames } from './language-names.ts'
import css from './Texts.module.css'

type PageText = Output<'texts.page'>[number]

interface PageWordsProps {
  readonly texts: readonly PageText[]
  readonly find: string
  readonly onFind: (find: string) => void
  readonly page: number
  readonly pages: number
  /** Where no page stands beside it, the words are turned by themselves. */
  readonly onPage?: (page: number) => void
}

/** The words of one page, which can be marked and copied, with what was looked for lit in them. */
export function PageWords({ texts, find, onFind, page, pages, onPage }: PageWordsProps): ReactElement {
  const say = useSay()
  const hits = texts.reduce((sum, { hits: found }) => sum + found.length, 0)
  return (
    <>
      <div className={css['bar']}>
        <FilterField label={say('text.find')} value={find} onChange={onFind} />
        <output className={css['count']}>{find.trim() === '' ? '' : say('text.hits', { count: hits })}</output>
        {onPage === undefined || pages < 2 ? null : (
          <IconButton
            small
            icon="back"
            name={say('viewer.previous')}
            isDisabled={page <= 1}
            onPress={() => onPage(page - 1)}
          />
        )}
        <span className={css['count']}>{say('text.page', { page, pages })}</span>
        {onPage === undefined || pages < 2 ? null : (
          <IconButton
            small
            icon="next"
            name={say('viewer.next')}
            isDisabled={page >= pages}
            onPress={() => onPage(page + 1)}
          />
        )}
      </div>
      <section className={css['text']} {...scrollable} aria-label={say('text.of-page', { page })}>
        {texts.every(({ text }) => text === '') ? <p className={css['none']}>{say('text.none-on-page')}</p> : null}
        {texts.map((one) => (
          <Words key={one.source} text={one} />
        ))}
      </section>
    </>
  )
}

function Words({ text }: { readonly text: PageText }): ReactElement | null {
  const say = useSay()
  const { locale } = useIntl()
  if (text.text === '') return null
  return (
    <>
      <Badges>
        {text.source === 'layer' ? (
          <Badge>{say('text.source.layer')}</Badge>
        ) : (
          <Badge tone={(text.confidence ?? 0) < 70 ? 'warning' : 'plain'}>
            {say('text.source.ocr', {
              languages: languageNames(text.language, locale),
              confidence: text.confidence ?? 0,
            })}
          </Badge>
        )}
      </Badges>
      <pre dir="auto">{withHits(text)}</pre>
    </>
  )
}

function withHits({ text, hits }: PageText): readonly ReactNode[] {
  let at = 0
  const parts = hits.flatMap(({ start, end }) => {
    const before = text.slice(at, start)
    at = end
    return [before, <mark key={start}>{text.slice(start, end)}</mark>]
  })
  return [...parts, text.slice(at)]
}
