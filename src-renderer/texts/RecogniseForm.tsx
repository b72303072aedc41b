import { useState, type ReactElement } from 'react'
import type { TextState } from '../../src-main/contract/texts.ts'
import { call } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { queryClient, useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { useWork } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { Ticks } from '../ui/Choice.tsx'
import { languageName } from './language-names.ts'
import css from './Texts.module.css'

/** More languages make it slow, and no better. */
const MOST_LANGUAGES = 4

/** In which languages the pictures of an exhibit are to be recognised. Nothing is fetched: a language that is missing is added from a file. */
export function RecogniseForm({ state }: { readonly state: TextState }): ReactElement {
  const say = useSay()
  const { locale } = useIntl()
  const there = useAsk('texts.languages', {}).data ?? []
  const [chosen, setChosen] = useState<readonly string[]>(
    state.recognising === '' ? state.suggested : state.recognising.split('+'),
  )
  const { isBusy, begin } = useWork('texts')
  const { exhibitId } = state
  const isWrong = chosen.length === 0 || chosen.length > MOST_LANGUAGES
  const add = async (): Promise<void> => {
    const file = await call('dialog.languageFile', {})
    if (file === null) return
    const { code } = await call('texts.addLanguage', { from: file.grant })
    await queryClient.invalidateQueries({ queryKey: ['texts.languages'] })
    const language = languageName(code, locale)
    useNotices.getState().tell({ tone: 'ok', id: 'text.language-added', facts: { language } })
  }
  return (
    <details className={css['recognise']} open={state.state === 'nothing'}>
      <summary>{say('text.recognise.title')}</summary>
      <p>{say('text.recognise.hint')}</p>
      <Ticks
        label={say('text.languages')}
        options={there.map(({ code }) => ({ id: code, label: languageName(code, locale) }))}
        value={[...chosen]}
        onChange={setChosen}
        error={isWrong ? say('text.languages.wrong', { most: MOST_LANGUAGES }) : undefined}
      />
      <div className={css['bar']}>
        <Button
          look="primary"
          isDisabled={isWrong || isBusy}
          onPress={() => attempt(() => begin(() => call('texts.recognise', { exhibitId, languages: [...chosen] })))}
        >
          {say('text.recognise')}
        </Button>
        <Button icon="add" onPress={() => attempt(add)}>
          {say('text.add-language')}
        </Button>
      </div>
    </details>
  )
}
