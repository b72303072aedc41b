import type { ReactElement, ReactNode } from 'react'
import { failureOf } from '../app/bridge.ts'
import { wordFailure } from '../app/failure-words.ts'
import { useSay } from '../app/words.tsx'
import { classes } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { visibleName } from './file-name.ts'
import type { IconName } from './icons.ts'
import css from './Note.module.css'

type Tone = 'plain' | 'accent' | 'ok' | 'warning' | 'failure'

const pictures: Readonly<Record<Tone, IconName>> = {
  plain: 'about',
  accent: 'about',
  ok: 'ok',
  warning: 'warning',
  failure: 'alert',
}

/** A short text that stands out, in its place on the screen. */
export function Note({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactElement {
  return (
    <div className={classes(css['note'], css[tone])} role={tone === 'failure' ? 'alert' : 'note'}>
      <Icon name={pictures[tone]} size={17} />
      <div className={css['text']}>{children}</div>
    </div>
  )
}

/** A failure, worded. */
export function FailureNote({ error }: { readonly error: unknown }): ReactElement {
  const say = useSay()
  return <Note tone="failure">{wordFailure(say, failureOf(error))}</Note>
}

interface BadgeProps {
  readonly tone?: Tone
  readonly icon?: IconName
  readonly children: ReactNode
}

/** A word or two on the state of something. */
export function Badge({ tone = 'plain', icon, children }: BadgeProps): ReactElement {
  return (
    <span className={classes(css['badge'], tone !== 'plain' && css[tone])}>
      {icon === undefined ? null : <Icon name={icon} size={13} />}
      {children}
    </span>
  )
}

/** Badges in a row. */
export function Badges({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={css['badges']}>{children}</span>
}

interface EmptyProps {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

/** What stands where there is nothing yet: what belongs there and how to begin. */
export function Empty({ title, text, children }: EmptyProps): ReactElement {
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children === undefined ? null : <div className={css['actions']}>{children}</div>}
    </div>
  )
}

/** What stands where an answer is still awaited. */
export function Waiting(): ReactElement {
  const say = useSay()
  return <output className={css['waiting']}>{say('status.waiting')}</output>
}

interface FactsProps {
  readonly facts: readonly (readonly [string, ReactNode])[]
}

/** Names and what they hold; what holds nothing is left out. */
export function Facts({ facts }: FactsProps): ReactElement {
  return (
    <dl className={css['facts']}>
      {facts
        .filter(([, value]) => value !== '' && value !== null && value !== undefined)
        .map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
    </dl>
  )
}

function FactLine({ name, value }: { readonly name: string; readonly value: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </>
  )
}

/** A file's name, read from left to right with its ending at the right whatever script it is in. */
export function FileName({ name }: { readonly name: string }): ReactElement {
  return <bdi dir="ltr">{visibleName(name)}</bdi>
}

/** A digest in full: it is compared by eye with paper. */
export function Digest({ hex }: { readonly hex: string }): ReactElement {
  return (
    <bdi dir="ltr" className={css['digest']}>
      {hex}
    </bdi>
  )
}

interface ProgressProps {
  readonly label: string
  readonly done: number
  readonly total: number
}

/** How far a piece of work has come. */
export function Progress({ label, done, total }: ProgressProps): ReactElement {
  return <progress aria-label={label} className={css['bar']} max={Math.max(1, total)} value={Math.min(done, total)} />
}
