import { useCallback, useState, type ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
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
  // Whoever reads what it says has opened it: that is an event of its custody, whether a page stands beside or not.
  const view = useAsk('exhibit.view', { exhibitId })
  const texts = useAsk('texts.page', view.data === undefined ? undefined : { exhibitId, page, find })
  const showPage = useCallback((position: number): void => setPage(position + 1), [])
  if (state.error !== null) return <FailureNote error={state.error} />
  if (state.data === undefined) return <Waiting />
  const last = Math.max(state.data.pages, ...state.data.read.map((one) => one.page), 1)
  // A graphic picture is shown where somebody asked for it, and not beside its words.
  const isBeside = state.data.canRecognise && exhibit.details.sensitivity !== 'graphic'
  const failure = view.error ?? texts.error
  return (
    <div className={css['part']} data-beside={isBeside}>
      {isBeside && view.error === null ? (
        <Pages exhibit={exhibit} lit={litOn(page, texts.data)} onPage={showPage} />
      ) : null}
      <div className={css['words']}>
        <TextReading state={state.data} />
        {failure === null ? null : <FailureNote error={failure} />}
        {view.data === undefined || texts.error !== null ? null : (
          <PageWords
            texts={texts.data ?? []}
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
