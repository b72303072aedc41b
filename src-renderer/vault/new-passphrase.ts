import { useEffect, useState } from 'react'
import type { Output } from '../../src-main/contract/index.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { countCharacters } from './passphrase.ts'

type Judgement = Output<'passphrase.judge'>

/** A passphrase that is being chosen. */
export interface ChosenPassphrase {
  readonly text: string
  readonly again: string
  readonly setText: (text: string) => void
  readonly setAgain: (text: string) => void
  /** Of the text as it stands; undefined while it is too short, or not judged yet. */
  readonly judgement: Judgement | undefined
  /** Whether it is strong and was typed twice alike. */
  readonly isReady: boolean
}

/** Under so many characters a passphrase is too short whatever it is, and is not judged. */
const leastJudged = 8
const pauseMs = 150

/** The choice of a new passphrase, judged by the keeper as it is typed. `about` are names that a guesser knows. */
export function useNewPassphrase(about: readonly string[]): ChosenPassphrase {
  const [text, setText] = useState('')
  const [again, setAgain] = useState('')
  // It is kept here and not among the answers that the window remembers.
  const [judged, setJudged] = useState<{ readonly text: string; readonly judgement: Judgement }>()
  const known = about.filter((name) => name.trim() !== '').join('\n')
  useEffect(() => {
    if (countCharacters(text) < leastJudged) return
    let isWanted = true
    const judge = async (): Promise<void> => {
      const names = known === '' ? [] : known.split('\n').slice(0, 10)
      const judgement = await call('passphrase.judge', { text, about: names })
      if (isWanted) setJudged({ text, judgement })
    }
    const timer = setTimeout(() => attempt(judge), pauseMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [text, known])
  const judgement = judged?.text === text && countCharacters(text) >= leastJudged ? judged.judgement : undefined
  return { text, again, setText, setAgain, judgement, isReady: judgement?.isStrong === true && text === again }
}
