import { useRef, useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { View } from '../../src-main/contract/viewing.ts'
import { mediaStream } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Note } from '../ui/Note.tsx'
import { keepFrame } from './keep-frame.ts'
import { pressKey, step, toggle } from './player.ts'
import css from './viewing.module.css'

interface MediaProps {
  readonly exhibit: Exhibit
  readonly view: Extract<View, { as: 'media' }>
}

/** Sound or film, decrypted as it is played. J, K and L, comma and full stop move it from the keyboard. */
export function MediaShown({ exhibit, view }: MediaProps): ReactElement {
  const say = useSay()
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null)
  const [hasFailed, setFailed] = useState(false)
  const isFilm = view.mediaType.startsWith('video/')
  const shared = {
    ref: player,
    src: mediaStream(view.token),
    controls: true,
    // So that a frame may be taken off it; the stream names our own page as the only one that may.
    crossOrigin: 'anonymous',
    'aria-label': say('viewer.label', { mark: exhibit.mark }),
    onError: () => setFailed(true),
  } as const
  const press = (event: KeyboardEvent): void => {
    const { current } = player
    if (current === null || event.ctrlKey || event.metaKey || event.altKey) return
    if (pressKey(current, event.key)) event.preventDefault()
  }
  const keys = { tabIndex: 0, onKeyDown: press } as const
  return (
    <section className={css['player']} aria-label={say('media.label')} {...keys}>
      {isFilm ? (
        <video {...shared} controlsList="nodownload noremoteplayback" disablePictureInPicture>
          <track kind="captions" />
        </video>
      ) : (
        <>
          <Icon name="audio" size={34} />
          <audio {...shared} controlsList="nodownload">
            <track kind="captions" />
          </audio>
        </>
      )}
      {hasFailed ? (
        <Note tone="warning">{say('media.unplayable', { mediaType: view.mediaType })}</Note>
      ) : (
        <Keys exhibit={exhibit} player={player} isFilm={isFilm} />
      )}
    </section>
  )
}

interface KeysProps {
  readonly exhibit: Exhibit
  readonly player: RefObject<(HTMLVideoElement & HTMLAudioElement) | null>
  readonly isFilm: boolean
}

function Keys({ exhibit, player, isFilm }: KeysProps): ReactElement {
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const on = (work: (media: HTMLVideoElement & HTMLAudioElement) => void) => (): void => {
    if (player.current !== null) work(player.current)
  }
  const keep = async (film: HTMLVideoElement): Promise<void> => {
    setBusy(true)
    try {
      const { mark } = await keepFrame(exhibit.exhibitId, film)
      recordsChanged(['exhibit', 'case'])
      useNotices.getState().tell({ tone: 'ok', id: 'derive.made', facts: { mark } })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className={css['keys']}>
        <Button small onPress={on((media) => step(media, -10))}>
          {say('media.back')}
        </Button>
        <Button small onPress={on(toggle)}>
          {say('media.play')}
        </Button>
        <Button small onPress={on((media) => step(media, 10))}>
          {say('media.forward')}
        </Button>
        {isFilm ? (
          <>
            <Button small onPress={on((media) => pressKey(media, ','))}>
              {say('media.frame.previous')}
            </Button>
            <Button small onPress={on((media) => pressKey(media, '.'))}>
              {say('media.frame.next')}
            </Button>
            <Button small icon="photo" isPending={isBusy} onPress={on((media) => attempt(() => keep(media)))}>
              {say('media.frame.keep')}
            </Button>
          </>
        ) : null}
      </div>
      <p className={css['soft']}>{say(isFilm ? 'media.keys.film' : 'media.keys.sound')}</p>
    </>
  )
}
