import { useCallback, useState, type ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { Input, Output } from '../../src-main/contract/index.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import { PagesViewer, type LitPage } from '../ui/PagesViewer.tsx'
import { litOn } from './lit-on.ts'
import { PageWords } from './PageWords.tsx'
import { RecogniseForm } from './RecogniseForm.tsx'
import { TextReading } from './TextReading.tsx'
import css from './Texts.module.css'

/** What an exhibit says, beside the page that says it; and how text is recognised where there is none. */
export function TextPart({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  const { exhibitId } = exhibit
  const state = useAsk('texts.state', { exhibitId })
  const [page, setPage] = useState(1)
  const [find, setFind] = useState('')
  const { texts, failure } = useWordsOf({ exhibitId, page, find })
  const showPage = useCallback((position: number): void => setPage(position + 1), [])
  if (state.error !== null) return <FailureNote error={state.error} />
  if (state.data === undefined) return <Waiting />
  const last = Math.max(state.data.pages, ...state.data.read.map((one) => one.page), 1)
  // A graphic picture is shown where somebody asked for it, and not beside its words.
  const isBeside = state.data.canRecognise && exhibit.details.sensitivity !== 'graphic'
  return (
    <div className={css['part']} data-beside={isBeside}>
      {isBeside && failure === null ? <Pages exhibit={exhibit} lit={litOn(page, texts)} onPage={showPage} /> : null}
      <div className={css['words']}>
        <TextReading state={state.data} />
        {failure === null ? null : <FailureNote error={failure} />}
        {texts === undefined ? null : (
          <PageWords
            texts={texts}
            find={find}
            onFind={setFind}
            page={page}
            pages={last}
            {...(isBeside ? {} : { onPage: setPage })}
          />
        )}
        {state.data.canRecognise ? <RecogniseForm key={exhibitId} state={state.data} /> : null}
      </div>
    </div>
  )
}

/** What a page says, once the exhibit was opened: whoever reads it has looked at it, whether a page stands beside or not. */
function useWordsOf(asked: Input<'texts.page'>): {
  readonly texts: Output<'texts.page'> | undefined
  readonly failure: Error | null
} {
  const view = useAsk('exhibit.view', { exhibitId: asked.exhibitId })
  const isOpen = view.data !== undefined
  const texts = useAsk('texts.page', isOpen ? asked : undefined)
  const failure = view.error ?? texts.error
  // While another phrase is asked for, the field that it is typed into stays.
  return { texts: isOpen && failure === null ? (texts.data ?? []) : undefined, failure }
}

interface PagesProps {
  readonly exhibit: Exhibit
  readonly lit: LitPage | undefined
  readonly onPage: (position: number) => void
}

function Pages({ exhibit, lit, onPage }: PagesProps): ReactElement {
  const say = useSay()
  const view = useAsk('exhibit.view', { exhibitId: exhibit.exhibitId })
  if (view.error !== null) return <FailureNote error={view.error} />
  if (view.data === undefined) return <Waiting />
  if (view.data.as !== 'pages') return <p className={css['none']}>{say('text.no-pages')}</p>
  return <PagesViewer label={say('viewer.label', { mark: exhibit.mark })} view={view.data} lit={lit} onPage={onPage} />
}
