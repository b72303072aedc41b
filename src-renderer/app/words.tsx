import { createContext, useContext, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createIntl, createIntlCache, type IntlShape } from 'react-intl'
import english from '../../resources/messages/en.json'
import { useSettings } from './settings.ts'

/** The id of a message. A misspelt id does not compile. */
export type MessageId = keyof typeof english

type Facts = Readonly<Record<string, string | number | boolean | Date | null | undefined>>
type Messages = Readonly<Record<string, string>>

/** Puts a message in the reader's language. */
export type Say = (id: MessageId, facts?: Facts) => string

interface Language {
  readonly code: string
  /** Its name in itself: it is looked for by those who read no other. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** How it writes dates and numbers: day before month in English too, as most courts do. */
  readonly locale: string
  readonly load: () => Promise<Messages>
}

/**
 * The languages the window speaks. Each is complete or is not here; a test says so. European digits in every one: page
 * numbers, marks and digests are read beside papers that use them.
 */
export const languages: readonly Language[] = [
  { code: 'en', name: 'English', direction: 'ltr', locale: 'en-GB-u-nu-latn', load: () => Promise.resolve(english) },
]

interface Spoken {
  readonly locale: string
  readonly messages: Messages
}

interface Words {
  readonly say: Say
  readonly intl: IntlShape
}

const cache = createIntlCache()

function wordsIn(locale: string, messages: Messages): Words {
  const intl = createIntl({ locale, messages: { ...english, ...messages } }, cache)
  return { intl, say: (id, facts) => intl.formatMessage({ id }, facts) }
}

const WordsContext = createContext<Words>(wordsIn('en-GB-u-nu-latn', english))

/** Puts a message in the reader's language. */
export function useSay(): Say {
  return useContext(WordsContext).say
}

/** Numbers, dates and lists as the reader writes them. */
export function useIntl(): IntlShape {
  return useContext(WordsContext).intl
}

/** Speaks the chosen language to everything inside, and sets the direction of the document. */
export function WordsProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const chosen = useSettings((settings) => settings.language)
  const language = languages.find(({ code }) => code === chosen) ?? languages[0]
  const [spoken, setSpoken] = useState<Spoken>({ locale: 'en-GB-u-nu-latn', messages: english })

  useEffect(() => {
    if (language === undefined) return undefined
    let wanted = true
    const speak = async (): Promise<void> => {
      const messages = await language.load()
      if (!wanted) return
      setSpoken({ locale: language.locale, messages })
      document.documentElement.lang = language.code
      document.documentElement.dir = language.direction
    }
    void speak()
    return () => {
      wanted = false
    }
  }, [language])

  const words = useMemo(() => wordsIn(spoken.locale, spoken.messages), [spoken])
  return (
    <I18nProvider locale={spoken.locale}>
      <WordsContext.Provider value={words}>{children}</WordsContext.Provider>
    </I18nProvider>
  )
}
