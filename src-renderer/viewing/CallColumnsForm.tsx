import { useState, type ReactElement } from 'react'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import type { CallColumns, View } from '../../src-main/contract/viewing.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField, Tick } from '../ui/Choice.tsx'
import { callColumnNames, columnLetters, type CallColumn } from './call-cells.ts'
import css from './viewing.module.css'

interface FormProps {
  readonly exhibitId: ExhibitId
  readonly view: Extract<View, { as: 'table' }>
  readonly calls: CallColumns | null
  readonly onDone: () => void
}

const none = 'none'

/** Says which columns of a table of calls say what; it is kept with the exhibit and changes nothing of it. */
export function CallColumnsForm({ exhibitId, view, calls, onDone }: FormProps): ReactElement {
  const say = useSay()
  const [chosen, setChosen] = useState<CallColumns>(calls ?? { heading: true })
  const [isBusy, setBusy] = useState(false)
  const heads = useAsk('view.rows', { token: view.token, limit: 1 }).data?.rows[0]?.cells ?? []
  const count = Math.min(view.sheets[0]?.columns ?? 0, 200)
  const options = [
    { id: none, label: say('calls.none') },
    ...Array.from({ length: count }, (_, i) => ({
      id: String(i),
      label: chosen.heading && heads[i] ? `${columnLetters(i)}: ${heads[i].slice(0, 60)}` : columnLetters(i),
    })),
  ]
  const choose = (name: CallColumn, key: string): void => {
    const { [name]: _, ...rest } = chosen
    setChosen(key === none ? rest : { ...rest, [name]: Number(key) })
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('reading.arrange', { exhibitId, calls: chosen })
      recordsChanged(['exhibit'])
      onDone()
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={css['fields']} aria-label={say('calls.columns')}>
      {callColumnNames.map((name) => (
        <SelectField
          key={name}
          label={say(`calls.${name}`)}
          silent
          selectedKey={chosen[name] === undefined ? none : String(chosen[name])}
          onSelectionChange={(key) => choose(name, String(key))}
          options={options}
        />
      ))}
      <Tick
        label={say('calls.heading')}
        isSelected={chosen.heading}
        onChange={(heading) => setChosen({ ...chosen, heading })}
      />
      <div>
        <Button look="primary" isPending={isBusy} onPress={() => attempt(save)}>
          {say('calls.save')}
        </Button>
      </div>
    </section>
  )
}
