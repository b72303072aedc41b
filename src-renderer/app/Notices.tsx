import { useEffect, type ReactElement } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import { Note } from '../ui/Note.tsx'
import css from './App.module.css'
import { call } from './bridge.ts'
import { wordFailure } from './failure-words.ts'
import { attempt, useNotices, type Notice } from './notices.ts'
import { useSay } from './words.tsx'

/** What the window has to tell, in a corner. Good news goes by itself; a failure stays until it is waved away. */
export function Notices(): ReactElement {
  const say = useSay()
  const shown = useNotices((notices) => notices.shown)
  return (
    <section className={css['notices']} aria-label={say('notices.label')} aria-live="polite">
      {shown.map(({ key, notice }) => (
        <OneNotice key={key} id={key} notice={notice} />
      ))}
    </section>
  )
}

function OneNotice({ id, notice }: { readonly id: number; readonly notice: Notice }): ReactElement {
  const say = useSay()
  const dismiss = useNotices((notices) => notices.dismiss)
  const stays = notice.tone !== 'ok' || notice.reveal !== undefined
  useEffect(() => {
    if (stays) return undefined
    const timer = setTimeout(() => dismiss(id), 7000)
    return () => clearTimeout(timer)
  }, [id, stays, dismiss])
  return (
    <div className={css['notice']}>
      <Note tone={notice.tone}>
        <div className={css['noticeText']}>
          <div>
            {notice.tone === 'failure' ? wordFailure(say, notice.failure) : say(notice.id, notice.facts)}
            <NoticeActions notice={notice} done={() => dismiss(id)} />
          </div>
          <IconButton small icon="close" name={say('action.dismiss')} onPress={() => dismiss(id)} />
        </div>
      </Note>
    </div>
  )
}

function NoticeActions({ notice, done }: { readonly notice: Notice; readonly done: () => void }): ReactElement | null {
  const say = useSay()
  if (notice.tone === 'failure') return null
  const { reveal, undo } = notice
  return (
    <>
      {reveal === undefined ? null : (
        <div>
          <Button look="link" onPress={() => attempt(() => call('app.reveal', { grant: reveal }))}>
            {say('action.reveal')}
          </Button>
        </div>
      )}
      {undo === undefined ? null : (
        <div>
          <Button
            look="link"
            onPress={() => {
              undo()
              done()
            }}
          >
            {say('action.undo')}
          </Button>
        </div>
      )}
    </>
  )
}
