import { useEffect, useState, type ReactElement } from 'react'
import type { Exhibit, View } from '../../src-main/contract/exhibits.ts'
import { mediaStream } from '../app/bridge.ts'
import { usePlaces, type FoundAt } from '../app/places.ts'
import { queryClient, useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Lit } from '../search/Lit.tsx'
import { Badge, FailureNote, Waiting } from '../ui/Note.tsx'
import { litOn } from '../texts/TextPart.tsx'
import { PagesViewer, type LitPage } from '../ui/PagesViewer.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { kindIcons } from './exhibit-words.ts'
import css from './Exhibits.module.css'

/** What an exhibit looks or sounds like. A graphic one waits for a deliberate press. */
export function ExhibitView({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  const say = useSay()
  const [isShown, setShown] = useState(exhibit.details.sensitivity !== 'graphic')
  if (isShown) return <Viewed exhibit={exhibit} />
  return (
    <div className={css['centre']}>
      <Icon name="hide" size={34} />
      <p>{say('exhibit.graphic')}</p>
      <Button icon="show" onPress={() => setShown(true)}>
        {say('exhibit.graphic.show')}
      </Button>
    </div>
  )
}

function Viewed({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  const { exhibitId } = exhibit
  const view = useAsk('exhibit.view', { exhibitId })
  const isOpened = view.data !== undefined
  // Opening an exhibit is an event of its custody.
  useEffect(() => {
    if (isOpened) void queryClient.invalidateQueries({ queryKey: ['exhibit.custody', { exhibitId }] })
  }, [isOpened, exhibitId])
  if (view.error !== null) return <FailureNote error={view.error} />
  if (view.data === undefined) return <Waiting />
  return <ViewShown exhibit={exhibit} view={view.data} />
}

interface ViewShownProps {
  readonly exhibit: Exhibit
  readonly view: View
}

function ViewShown({ exhibit, view }: ViewShownProps): ReactElement {
  const say = useSay()
  const found = useFoundAt(exhibit)
  const lit = useLit(exhibit, found)
  if (view.as === 'pages')
    return (
      <PagesViewer
        label={say('viewer.label', { mark: exhibit.mark })}
        view={view}
        lit={lit}
        target={found?.page === undefined ? undefined : (found as { readonly page: number })}
        tool={found === undefined ? undefined : <FoundHere found={found} />}
      />
    )
  if (view.as === 'text') return <TextShown view={view} found={found} />
  if (view.as === 'media') return <MediaShown exhibit={exhibit} view={view} />
  return (
    <div className={css['centre']}>
      <Icon name={kindIcons[exhibit.kind]} size={34} />
      <p>{say(`facts.${view.reason}`)}</p>
    </div>
  )
}

/** Where in this exhibit a search led to. */
function useFoundAt({ exhibitId }: Exhibit): FoundAt | undefined {
  const place = usePlaces((places) => places.place)
  return place.kind === 'case' && place.exhibitId === exhibitId ? place.at : undefined
}

/** The boxes of what a search found, on the page that it led to. */
function useLit({ exhibitId }: Exhibit, found: FoundAt | undefined): LitPage | undefined {
  const page = found?.page === undefined ? undefined : found.page + 1
  const find = found?.phrase.slice(0, 200) ?? ''
  const texts = useAsk('texts.page', page === undefined || find === '' ? undefined : { exhibitId, page, find })
  return page === undefined ? undefined : litOn(page, texts.data)
}

/** Says which words a search found here. */
function FoundHere({ found }: { readonly found: FoundAt }): ReactElement {
  const say = useSay()
  return (
    <Badge tone="accent" icon="search">
      {say('search.foundHere', { phrase: found.phrase })}
    </Badge>
  )
}

interface TextShownProps {
  readonly view: Extract<View, { as: 'text' }>
  readonly found: FoundAt | undefined
}

function TextShown({ view, found }: TextShownProps): ReactElement {
  const say = useSay()
  return (
    <>
      <section className={css['text']} {...scrollable} aria-label={say('viewer.text')}>
        <pre dir="auto">
          <Lit text={view.text} phrase={found?.phrase ?? ''} />
        </pre>
      </section>
      <p className={css['textFoot']}>
        {say('viewer.encoding', { encoding: view.encoding })} {view.truncated ? say('viewer.truncated') : ''}
      </p>
    </>
  )
}

function MediaShown({
  exhibit,
  view,
}: {
  readonly exhibit: Exhibit
  readonly view: Extract<View, { as: 'media' }>
}): ReactElement {
  const say = useSay()
  const [hasFailed, setFailed] = useState(false)
  const source = mediaStream(view.token)
  const label = say('viewer.label', { mark: exhibit.mark })
  const fail = (): void => setFailed(true)
  return (
    <div className={css['centre']}>
      {view.mediaType.startsWith('video/') ? (
        <video
          src={source}
          controls
          controlsList="nodownload noremoteplayback"
          disablePictureInPicture
          aria-label={label}
          onError={fail}
        >
          <track kind="captions" />
        </video>
      ) : (
        <>
          <Icon name="audio" size={34} />
          <audio src={source} controls controlsList="nodownload" aria-label={label} onError={fail}>
            <track kind="captions" />
          </audio>
        </>
      )}
      {hasFailed ? <p>{say('viewer.unplayable')}</p> : null}
    </div>
  )
}
