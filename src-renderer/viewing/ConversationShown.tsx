import { useCallback, useEffect, useRef, type ReactElement } from 'react'
import type { ChatMessage, DateOrder } from '../../src-main/contract/contents.ts'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { View } from '../../src-main/contract/viewing.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { queryClient, useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { shownName } from '../cases/party-words.ts'
import { classes } from '../ui/Button.tsx'
import { Radios } from '../ui/Choice.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Note } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { useInSight } from '../ui/virtual.ts'
import { chatTime } from './chat-time.ts'
import { Findings } from './Findings.tsx'
import { Participants } from './Participants.tsx'
import { usePieces } from './use-pieces.ts'
import css from './viewing.module.css'

type ConversationView = Extract<View, { as: 'conversation' }>

interface ConversationProps {
  readonly exhibit: Exhibit
  readonly view: ConversationView
}

/** An exported conversation, message by message, with whoever wrote under each name. */
export function ConversationShown({ exhibit, view }: ConversationProps): ReactElement {
  const say = useSay()
  const { exhibitId, caseId } = exhibit
  const { conversation } = view
  const reading = useAsk('reading.show', { exhibitId }).data
  const parties = useAsk('party.list', { caseId }).data ?? []
  const partyOf = (name: string): string | undefined => {
    const partyId = reading?.participants.find((one) => one.name === name)?.partyId
    const party = parties.find((one) => one.partyId === partyId)
    return party && shownName(say, party)
  }
  return (
    <div className={css['view']}>
      <div className={css['bar']}>
        <Icon name="chat" />
        <span>
          {say(`chat.app.${conversation.app}`)}
          {conversation.title === '' ? '' : ': '}
          <bdi>{conversation.title}</bdi>
        </span>
        <span>{say('chat.messages', { count: view.messages })}</span>
      </div>
      <Findings findings={conversation.findings} />
      <OrderQuestion exhibit={exhibit} view={view} />
      <Participants exhibit={exhibit} participants={conversation.participants} parties={parties} reading={reading} />
      <Messages view={view} partyOf={partyOf} />
    </div>
  )
}

/** Asks which of two orders the dates have, where they do not tell themselves. */
function OrderQuestion({ exhibit, view }: ConversationProps): ReactElement | null {
  const say = useSay()
  const { exhibitId } = exhibit
  const { order, orderIs } = view.conversation
  if (orderIs === 'certain') return null
  const arrange = async (chosen: DateOrder): Promise<void> => {
    await call('reading.arrange', { exhibitId, order: chosen })
    await queryClient.invalidateQueries({ queryKey: ['exhibit.view', { exhibitId }] })
  }
  return (
    <div className={css['notes']}>
      <Note tone={orderIs === 'unclear' ? 'warning' : 'plain'}>
        <Radios
          label={say(`chat.order.${orderIs}`)}
          inRow
          value={orderIs === 'unclear' ? null : order}
          onChange={(value) => attempt(() => arrange(value as DateOrder))}
          options={(['dmy', 'mdy'] as const).map((id) => ({ id, label: say(`chat.order.${id}`) }))}
        />
      </Note>
    </div>
  )
}

interface MessagesProps {
  readonly view: ConversationView
  readonly partyOf: (name: string) => string | undefined
}

function Messages({ view, partyOf }: MessagesProps): ReactElement {
  const say = useSay()
  const { token } = view
  const scroller = useRef<HTMLElement>(null)
  const load = useCallback(
    async (offset: number, limit: number) => (await call('view.messages', { token, offset, limit })).messages,
    [token],
  )
  const { at, need } = usePieces(load)
  const rows = useInSight({
    count: view.messages,
    scroller: () => scroller.current,
    heightOf: () => 74,
    overscan: 8,
    before: 8,
  })
  const items = rows.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => need(first, last), [need, first, last])
  return (
    <section ref={scroller} className={css['scroll']} {...scrollable} aria-label={say('chat.label')}>
      <div className={css['column']} style={{ blockSize: rows.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            className={css['placed']}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <MessageShown message={at(item.index)} partyOf={partyOf} />
          </div>
        ))}
      </div>
    </section>
  )
}

interface MessageProps {
  readonly message: ChatMessage | undefined
  readonly partyOf: (name: string) => string | undefined
}

function MessageShown({ message, partyOf }: MessageProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  if (message === undefined) return <div className={css['message']}>…</div>
  const { from, text, media, written, at } = message
  const party = from === null ? undefined : partyOf(from)
  const time = at === null ? say('chat.time.unclear', { written }) : chatTime(intl, at)
  return (
    <article className={classes(css['message'], from === null && css['notice'])}>
      <header>
        {from === null ? null : (
          <strong>
            <bdi>{from}</bdi>
            {party === undefined ? null : ` (${party})`}
          </strong>
        )}
        <time className={css['soft']} title={say('chat.time.written', { written })}>
          {time}
        </time>
      </header>
      {media === null ? null : (
        <span className={css['media']}>
          <Icon name="photo" size={15} />
          {media === '' ? say('chat.media.omitted') : <bdi>{media}</bdi>}
        </span>
      )}
      {text === '' ? null : <p dir="auto">{text}</p>}
    </article>
  )
}
