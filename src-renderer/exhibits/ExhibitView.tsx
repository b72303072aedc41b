import { useEffect, useState, type ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { View } from '../../src-main/contract/viewing.ts'
import { queryClient, useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import { PagesViewer } from '../ui/PagesViewer.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { kindIcons } from './exhibit-words.ts'
import css from './Exhibits.module.css'
import { BytesShown } from '../viewing/BytesShown.tsx'
import { ContactsShown } from '../viewing/ContactsShown.tsx'
import { ConversationShown } from '../viewing/ConversationShown.tsx'
import { MailShown } from '../viewing/MailShown.tsx'
import { MediaShown } from '../viewing/MediaShown.tsx'
import { ProseShown } from '../viewing/ProseShown.tsx'
import { TableShown } from '../viewing/TableShown.tsx'

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
  switch (view.as) {
    case 'pages':
      return <PagesViewer label={say('viewer.label', { mark: exhibit.mark })} view={view} />
    case 'text':
      return <TextShown view={view} />
    case 'media':
      return <MediaShown key={view.token} exhibit={exhibit} view={view} />
    case 'mail':
      return <MailShown exhibit={exhibit} mail={view.mail} />
    case 'conversation':
      return <ConversationShown exhibit={exhibit} view={view} />
    case 'table':
      return <TableShown key={view.token} exhibit={exhibit} view={view} />
    case 'prose':
      return <ProseShown prose={view.prose} />
    case 'contacts':
      return <ContactsShown contacts={view.contacts} />
    case 'bytes':
      return <BytesShown key={view.token} exhibit={exhibit} view={view} />
    case 'facts':
      return (
        <div className={css['centre']}>
          <Icon name={kindIcons[exhibit.kind]} size={34} />
          <p>{say(`facts.${view.reason}`)}</p>
        </div>
      )
  }
}

function TextShown({ view }: { readonly view: Extract<View, { as: 'text' }> }): ReactElement {
  const say = useSay()
  return (
    <>
      <section className={css['text']} {...scrollable} aria-label={say('viewer.text')}>
        <pre dir="auto">{view.text}</pre>
      </section>
      <p className={css['textFoot']}>
        {say('viewer.encoding', { encoding: view.encoding })} {view.truncated ? say('viewer.truncated') : ''}
      </p>
    </>
  )
}
