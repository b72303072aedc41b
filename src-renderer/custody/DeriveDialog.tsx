import { useState, type ReactElement } from 'react'
import type { DeriveRecipe } from '../../src-main/contract/derive.ts'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import type { Input } from '../../src-main/contract/index.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Radios } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given, type Entered } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { Waiting } from '../ui/Note.tsx'
import { isWhole, whole, type Part } from './CropFrame.tsx'
import { PictureFields, type Look } from './PictureFields.tsx'
import { WordsFields } from './WordsFields.tsx'

/** Attachments are made from the mail that is looked at, and frames from the film. */
type Way = Exclude<DeriveRecipe['way'], 'attachment' | 'frame'>

interface DeriveDialogProps {
  readonly exhibitId: ExhibitId
  readonly onClose: () => void
}

/** Makes a working copy of an exhibit: always a new exhibit. */
export function DeriveDialog({ exhibitId, onClose }: DeriveDialogProps): ReactElement {
  const exhibit = useAsk('exhibit.show', { exhibitId }).data
  return exhibit === undefined ? <Waiting /> : <Making exhibit={exhibit} onClose={onClose} />
}

function waysFor({ file }: Exhibit): readonly Way[] {
  const type = file?.mediaType ?? ''
  if (type === 'application/pdf') return ['excerpt', 'picture', 'transcript', 'translation']
  return type.startsWith('image/') ? ['picture', 'transcript', 'translation'] : ['transcript', 'translation']
}

function Making({ exhibit, onClose }: { readonly exhibit: Exhibit; readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const { exhibitId, mark } = exhibit
  const ways = waysFor(exhibit)
  const [way, setWay] = useState<Way>(ways[0] ?? 'transcript')
  const [part, setPart] = useState<Part>(whole)
  const [look, setLook] = useState<Look>({ page: 1, turns: 0, brightness: 0, contrast: 0 })
  return (
    <Dialog title={say('derive.title', { mark })} onClose={onClose} size="wide">
      <ContractForm
        name="derive.make"
        action={say('derive.make')}
        onClose={onClose}
        toInput={(form) => toInput(form, { exhibitId, way, part, look })}
        onDone={(made) => {
          onClose()
          recordsChanged(['exhibit', 'case'])
          useNotices.getState().tell({ tone: 'ok', id: 'derive.made', facts: { mark: made.mark } })
        }}
      >
        {(errorAt) => (
          <>
            <p>{say('derive.text')}</p>
            <Radios
              label={say('derive.way')}
              value={way}
              onChange={(value) => setWay(value as Way)}
              options={ways.map((id) => ({ id, label: say(`derive.way.${id}`) }))}
            />
            <LineField label={say('field.title')} name="title" error={errorAt('title')} />
            {way === 'picture' ? (
              <PictureFields exhibit={exhibit} part={part} onPart={setPart} look={look} onLook={setLook} />
            ) : null}
            {way === 'excerpt' ? (
              <LineField
                label={say('derive.pages')}
                name="pages"
                isRequired
                hint={say('derive.pages.hint')}
                error={errorAt('recipe.pages')}
              />
            ) : null}
            {way === 'transcript' || way === 'translation' ? <WordsFields way={way} errorAt={errorAt} /> : null}
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

interface Chosen {
  readonly exhibitId: ExhibitId
  readonly way: Way
  readonly part: Part
  readonly look: Look
}

function toInput(form: Entered, chosen: Chosen): Input<'derive.make'> {
  return given({ exhibitId: chosen.exhibitId, title: form.text('title'), recipe: recipeIn(form, chosen) })
}

function recipeIn(form: Entered, { way, part, look }: Chosen): Input<'derive.make'>['recipe'] {
  switch (way) {
    case 'excerpt':
      return { way, pages: (form.text('pages') ?? '').replaceAll(' ', '') }
    case 'picture':
      return { way, ...look, to: form.text('to') === 'png' ? 'png' : 'jpeg', ...(isWhole(part) ? {} : { crop: part }) }
    case 'transcript':
      return given({ way, text: form.text('text') ?? '', language: form.text('language'), by: form.text('by') })
    case 'translation':
      return given({
        way,
        text: form.text('text') ?? '',
        language: form.text('language') ?? '',
        from: form.text('from'),
        translator: form.text('translator') ?? '',
        certificate: form.text('certificate'),
        certifiedOn: form.text('certifiedOn'),
      })
  }
}
