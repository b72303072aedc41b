import { useState, type ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { View } from '../../src-main/contract/viewing.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { LineField } from '../ui/Field.tsx'
import { formatBytes } from '../ui/format.ts'
import { Note, Waiting } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { Leaves } from '../ui/Tabs.tsx'
import { hexLines } from './hex-lines.ts'
import css from './viewing.module.css'

type BytesView = Extract<View, { as: 'bytes' }>

/** So much is shown at a time, in bytes. */
const PAGE = 4_096

/** A file of any length as its bytes and as what reads as text among them, and why nothing better is shown of it. */
export function BytesShown({ exhibit, view }: { readonly exhibit: Exhibit; readonly view: BytesView }): ReactElement {
  const say = useSay()
  const [leaf, setLeaf] = useState('hex')
  return (
    <div className={css['view']}>
      <div className={css['notes']}>
        <Note tone={view.reason === 'damaged' || view.reason === 'timed-out' ? 'warning' : 'plain'}>
          {say(`bytes.${view.reason}`, { mediaType: exhibit.file?.mediaType ?? '' })}
        </Note>
      </div>
      <Leaves
        label={say('bytes.label')}
        shown={leaf}
        onShow={setLeaf}
        leaves={[
          { id: 'hex', label: say('bytes.hex'), content: <Hex view={view} /> },
          { id: 'strings', label: say('bytes.strings'), content: <Strings view={view} /> },
        ]}
      />
    </div>
  )
}

function Hex({ view }: { readonly view: BytesView }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { token, size } = view
  const [offset, setOffset] = useState(0)
  const last = Math.max(0, Math.floor((size - 1) / PAGE) * PAGE)
  const answer = useAsk('view.bytes', { token, offset, length: PAGE }).data
  const go = (to: number): void => setOffset(Math.max(0, Math.min(last, Math.floor(to / PAGE) * PAGE)))
  return (
    <>
      <div className={css['bar']}>
        <IconButton
          small
          icon="previous"
          name={say('bytes.previous')}
          isDisabled={offset === 0}
          onPress={() => go(offset - PAGE)}
        />
        <IconButton
          small
          icon="next"
          name={say('bytes.next')}
          isDisabled={offset >= last}
          onPress={() => go(offset + PAGE)}
        />
        <Button small isDisabled={offset >= last} onPress={() => go(last)}>
          {say('bytes.end')}
        </Button>
        <GoTo onGo={go} />
        <span className={css['spring']} />
        <span>
          {say('bytes.of', { from: offset, to: Math.min(size, offset + PAGE), size: formatBytes(intl, size) })}
        </span>
      </div>
      <section className={css['scroll']} {...scrollable} aria-label={say('bytes.hex')}>
        {answer === undefined ? (
          <Waiting />
        ) : (
          <pre className={`${css['bytes'] ?? ''} ${css['padded'] ?? ''}`} dir="ltr">
            {hexLines(answer.bytes, offset)}
          </pre>
        )}
      </section>
    </>
  )
}

function GoTo({ onGo }: { readonly onGo: (offset: number) => void }): ReactElement {
  const say = useSay()
  const [text, setText] = useState('')
  const value = /^0x[0-9a-f]+$/iu.test(text.trim()) || /^\d+$/u.test(text.trim()) ? Number(text.trim()) : undefined
  return (
    <form
      className={css['goTo']}
      onSubmit={(event) => {
        event.preventDefault()
        if (value !== undefined) onGo(value)
      }}
    >
      <LineField
        label={say('bytes.offset')}
        aria-label={say('bytes.offset')}
        silent
        value={text}
        onChange={setText}
        placeholder="0x1000"
      />
      <Button small type="submit" isDisabled={value === undefined}>
        {say('bytes.go')}
      </Button>
    </form>
  )
}

interface Found {
  readonly at: number
  readonly text: string
}

function Strings({ view }: { readonly view: BytesView }): ReactElement {
  const say = useSay()
  const { token } = view
  const first = useAsk('view.strings', { token }).data
  const [more, setMore] = useState<{ readonly found: readonly Found[]; readonly next: number | null }>()
  const [isBusy, setBusy] = useState(false)
  if (first === undefined) return <Waiting />
  const found = [...first.found, ...(more?.found ?? [])]
  const next = more === undefined ? first.next : more.next
  const goOn = async (): Promise<void> => {
    if (next === null) return
    setBusy(true)
    try {
      const answer = await call('view.strings', { token, offset: next })
      setMore({ found: [...(more?.found ?? []), ...answer.found], next: answer.next })
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={css['scroll']} {...scrollable} aria-label={say('bytes.strings')}>
      <div className={css['padded']}>
        {found.length === 0 ? <p>{say('bytes.strings.none')}</p> : null}
        <ul className={css['strings']}>
          {found.slice(0, 20_000).map(({ at, text }) => (
            <li key={at}>
              <span className={css['soft']}>0x{at.toString(16).padStart(8, '0')}</span>
              <code dir="auto">{text}</code>
            </li>
          ))}
        </ul>
        {next === null || found.length >= 20_000 ? null : (
          <Button small isPending={isBusy} onPress={() => attempt(goOn)}>
            {say('bytes.strings.more')}
          </Button>
        )}
      </div>
    </section>
  )
}
