import { useRef, useState, type ReactElement, type RefObject } from 'react'
import type { Lineage } from '../../src-main/contract/derive.ts'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { ExhibitView } from '../exhibits/ExhibitView.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Facts, FailureNote, Waiting } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import css from './Custody.module.css'
import { lineageFacts } from './lineage-words.ts'
import { timedLines } from './timed-text.ts'

interface BesideProps {
  readonly exhibit: Exhibit
  readonly texts: readonly Lineage[]
}

/** An exhibit with its transcript or translation beside it; the times of a recording lead into it. */
export function Beside({ exhibit, texts }: BesideProps): ReactElement {
  const say = useSay()
  const [chosen, setChosen] = useState(texts[0]?.exhibitId)
  const original = useRef<HTMLDivElement>(null)
  const text = texts.find(({ exhibitId }) => exhibitId === chosen) ?? texts[0]
  return (
    <div className={css['beside']}>
      <div ref={original}>
        <ExhibitView exhibit={exhibit} />
      </div>
      <div>
        {texts.length < 2 ? null : (
          <SelectField
            label={say('derive.beside.choose')}
            inBar
            selectedKey={chosen ?? null}
            onSelectionChange={(key) => setChosen(key as ExhibitId)}
            options={texts.map(({ exhibitId, mark, title }) => ({ id: exhibitId, label: `${mark} ${title}` }))}
          />
        )}
        {text === undefined ? null : <Script key={text.exhibitId} text={text} original={original} />}
      </div>
    </div>
  )
}

interface ScriptProps {
  readonly text: Lineage
  readonly original: RefObject<HTMLDivElement | null>
}

function Script({ text, original }: ScriptProps): ReactElement {
  const say = useSay()
  const view = useAsk('exhibit.view', { exhibitId: text.exhibitId })
  if (view.error !== null) return <FailureNote error={view.error} />
  if (view.data === undefined) return <Waiting />
  if (view.data.as !== 'text') return <p>{say('viewer.elsewhere')}</p>
  const goTo = (seconds: number): void => {
    const player = original.current?.querySelector<HTMLMediaElement>('audio, video')
    if (player === undefined || player === null) return
    player.currentTime = seconds
    void player.play().catch(() => undefined)
  }
  return (
    <section className={css['script']} {...scrollable} aria-label={`${text.mark} ${text.title}`}>
      {timedLines(view.data.text).map(({ seconds, time, text: words }, position) => (
        <div key={position} className={css['line']}>
          {seconds === undefined ? null : (
            <Button small look="link" aria-label={say('derive.goto', { time })} onPress={() => goTo(seconds)}>
              {time}
            </Button>
          )}
          <p dir="auto">{words}</p>
        </div>
      ))}
      <Facts facts={lineageFacts(say, text)} />
    </section>
  )
}
