import type { ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Beside } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { CropFrame, type Part } from './CropFrame.tsx'

/** What is done to a picture beside cutting it. */
export interface Look {
  readonly page: number
  readonly turns: number
  readonly brightness: number
  readonly contrast: number
}

interface PictureFieldsProps {
  readonly exhibit: Exhibit
  readonly part: Part
  readonly onPart: (part: Part) => void
  readonly look: Look
  readonly onLook: (look: Look) => void
}

const sides = ['left', 'top', 'right', 'bottom'] as const

/** The fields of a picture that is cut, turned and lit, and how it will look. */
export function PictureFields({ exhibit, part, onPart, look, onLook }: PictureFieldsProps): ReactElement {
  const say = useSay()
  const view = useAsk('exhibit.view', { exhibitId: exhibit.exhibitId }).data
  const pages = view?.as === 'pages' ? view.pages.length : 1
  const setSide = (side: (typeof sides)[number], typed: string): void => {
    const next = { ...part, [side]: bounded(Number(typed) * 10, 0, 1000) }
    if (next.left < next.right && next.top < next.bottom) onPart(next)
  }
  return (
    <>
      {view?.as === 'pages' ? (
        <CropFrame view={view} part={part} onPart={onPart} {...look} page={Math.min(look.page, pages)} />
      ) : null}
      <Beside of={3}>
        {sides.map((side) => (
          <LineField
            key={side}
            label={say(`derive.crop.${side}`)}
            kind="number"
            silent
            value={String(Math.round(part[side] / 10))}
            onChange={(typed) => setSide(side, typed)}
          />
        ))}
        <LineField
          label={say('derive.brightness')}
          kind="number"
          silent
          value={String(look.brightness)}
          onChange={(typed) => onLook({ ...look, brightness: bounded(Number(typed), -100, 100) })}
        />
        <LineField
          label={say('derive.contrast')}
          kind="number"
          silent
          value={String(look.contrast)}
          onChange={(typed) => onLook({ ...look, contrast: bounded(Number(typed), -100, 100) })}
        />
        {pages < 2 ? null : (
          <LineField
            label={say('derive.page')}
            kind="number"
            silent
            value={String(look.page)}
            onChange={(typed) => onLook({ ...look, page: bounded(Number(typed), 1, pages) })}
          />
        )}
        <SelectField
          label={say('derive.turns')}
          silent
          selectedKey={String(look.turns)}
          onSelectionChange={(key) => onLook({ ...look, turns: Number(key) })}
          options={(['0', '1', '2', '3'] as const).map((id) => ({ id, label: say(`derive.turns.${id}`) }))}
        />
        <SelectField
          label={say('derive.format')}
          name="to"
          silent
          defaultSelectedKey="jpeg"
          options={[
            { id: 'jpeg', label: 'JPEG' },
            { id: 'png', label: 'PNG' },
          ]}
        />
      </Beside>
    </>
  )
}

function bounded(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least
}
