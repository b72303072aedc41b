import { useEffect, useRef, useState, type ReactElement, type ReactNode, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import { contract, type Input, type Output, type ProcedureName } from '../../src-main/contract/index.ts'
import { call, failureOf } from '../app/bridge.ts'
import { useSay } from '../app/words.tsx'
import { Button } from './Button.tsx'
import css from './Dialog.module.css'
import { DialogBody, DialogFoot } from './Dialog.tsx'
import { enteredIn, kindOf, type Entered, type Issue } from './entered.ts'
import { FailureNote, Note } from './Note.tsx'

function issuesOf(name: ProcedureName, input: unknown): readonly Issue[] {
  const parsed = contract[name].input.safeParse(input)
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, code }) => {
    const where = path.join('.')
    return { path: where, kind: kindOf(input, { path: where, code }) }
  })
}

interface FormState {
  /** How often it was sent: only then does what is wrong take the focus. */
  readonly sent: number
  readonly busy: boolean
  readonly error: unknown
  readonly issues: readonly Issue[]
}

interface ContractFormProps<N extends ProcedureName> {
  readonly name: N
  readonly action: string
  readonly onClose: () => void
  readonly toInput: (entered: Entered) => Input<N>
  /** What must be done first, once the input is right; gives the input that is sent. */
  readonly prepare?: (input: Input<N>) => Promise<Input<N>>
  readonly onDone: (output: Output<N>, input: Input<N>) => void
  readonly children: (errorAt: (path: string) => string | undefined) => ReactNode
  readonly foot?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
}

/**
 * A form in a dialog for one act of the contract. What was entered is held against the contract's own shape before it
 * is sent, and what is wrong is said at its field.
 */
export function ContractForm<N extends ProcedureName>(props: ContractFormProps<N>): ReactElement {
  const { name, action, onClose, toInput, onDone, children, foot, danger = false, disabled = false, prepare } = props
  const say = useSay()
  const [state, setState] = useState<FormState>({ sent: 0, busy: false, error: undefined, issues: [] })

  const form = useRef<HTMLFormElement>(null)
  // What must be corrected first takes the focus.
  useEffect(() => {
    if (state.sent === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] button')?.focus()
  }, [state.sent])
  const sent = state.sent + 1

  const send = async (entered: FormData): Promise<void> => {
    const input = toInput(enteredIn(entered))
    const issues = issuesOf(name, input)
    if (issues.length > 0) {
      setState({ sent, busy: false, error: undefined, issues })
      return
    }
    setState({ ...state, busy: true, error: undefined, issues: [] })
    try {
      const ready = prepare === undefined ? input : await prepare(input)
      const output = await call(name, ready)
      setState({ sent, busy: false, error: undefined, issues: [] })
      onDone(output, input)
    } catch (error) {
      const failure = failureOf(error)
      const refused = failure.code === 'input.invalid' ? failure.facts.issues : []
      const told = refused.map((one) => ({ path: one.path, kind: kindOf(input, one) }))
      setState({ sent, busy: false, error, issues: told })
    }
  }
  // What has been put right is no longer called wrong; what is newly wrong is said when the form is sent.
  const recheck = (): void => {
    if (state.busy || state.issues.length === 0 || form.current === null) return
    const left = new Set(issuesOf(name, toInput(enteredIn(new FormData(form.current)))).map(({ path }) => path))
    const issues = state.issues.filter(({ path }) => left.has(path))
    if (issues.length < state.issues.length) setState({ ...state, issues })
  }
  const errorAt = (path: string): string | undefined => {
    const issue = state.issues.find((one) => one.path === path || one.path.startsWith(`${path}.`))
    return issue === undefined ? undefined : say(`form.issue.${issue.kind}`)
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!state.busy) void send(new FormData(event.currentTarget))
  }
  return (
    <Form className={css['form'] ?? ''} onSubmit={submit} ref={form} validationBehavior="aria">
      <DialogBody onInput={recheck}>{children(errorAt)}</DialogBody>
      <FormTrouble error={state.error} count={state.issues.length} />
      <DialogFoot>
        {foot}
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button type="submit" look={danger ? 'danger' : 'primary'} isPending={state.busy} isDisabled={disabled}>
          {action}
        </Button>
      </DialogFoot>
    </Form>
  )
}

interface FormTroubleProps {
  readonly error: unknown
  readonly count: number
}

// It stands beside the button that was pressed, in sight however long the form is.
function FormTrouble({ error, count }: FormTroubleProps): ReactElement | null {
  const say = useSay()
  if (error === undefined && count === 0) return null
  return (
    <div className={css['trouble']}>
      {error === undefined ? (
        <Note tone="failure">{say('form.issues', { count })}</Note>
      ) : (
        <FailureNote error={error} />
      )}
    </div>
  )
}
