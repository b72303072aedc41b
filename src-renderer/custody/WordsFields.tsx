import type { ReactElement } from 'react'
import { useSay } from '../app/words.tsx'
import { Beside } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'

interface WordsFieldsProps {
  readonly way: 'transcript' | 'translation'
  readonly errorAt: (path: string) => string | undefined
}

/** The fields of a transcript, or of a translation with its certificate. */
export function WordsFields({ way, errorAt }: WordsFieldsProps): ReactElement {
  const say = useSay()
  const at = (name: string): string | undefined => errorAt(`recipe.${name}`)
  const isTranslation = way === 'translation'
  return (
    <>
      <AreaField
        label={say('derive.words')}
        name="text"
        rows={8}
        isRequired
        hint={say('derive.words.hint')}
        error={at('text')}
      />
      <Beside of={3}>
        <LineField label={say('derive.language')} name="language" isRequired={isTranslation} error={at('language')} />
        {isTranslation ? (
          <>
            <LineField label={say('derive.from')} name="from" error={at('from')} />
            <LineField label={say('derive.translator')} name="translator" isRequired error={at('translator')} />
          </>
        ) : (
          <LineField label={say('derive.by')} name="by" error={at('by')} />
        )}
      </Beside>
      {isTranslation ? (
        <>
          <AreaField
            label={say('derive.certificate')}
            name="certificate"
            rows={2}
            hint={say('derive.certificate.hint')}
            error={at('certificate')}
          />
          <LineField label={say('derive.certifiedOn')} name="certifiedOn" kind="date" error={at('certifiedOn')} />
        </>
      ) : null}
    </>
  )
}
