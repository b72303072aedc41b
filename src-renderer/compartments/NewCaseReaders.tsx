import type { ReactElement } from 'react'
import { useSay } from '../app/words.tsx'
import { Tick } from '../ui/Choice.tsx'
import type { NewCaseReaders as Readers } from './new-case-readers.ts'
import { ReadersField } from './ReadersField.tsx'
import { useMayRestrict } from './use-compartments.ts'

/** Opens a new case for some alone; for those whose role restricts cases. */
export function NewCaseReaders({ readers }: { readonly readers: Readers }): ReactElement | null {
  const say = useSay()
  const mayRestrict = useMayRestrict()
  if (!mayRestrict) return null
  return (
    <>
      <Tick
        label={say('restrict.new')}
        hint={say('restrict.new.hint')}
        isSelected={readers.isRestricted}
        onChange={readers.setRestricted}
      />
      {readers.isRestricted ? (
        <ReadersField
          people={readers.people}
          self={readers.self}
          chosen={readers.chosen}
          onChange={readers.setChosen}
        />
      ) : null}
    </>
  )
}
