import type { ReactElement } from 'react'
import type { DamagedFile } from '../../src-main/contract/integrity.ts'
import { useIntl, useSay } from '../app/words.tsx'

type DamageWordsProps = Pick<DamagedFile, 'expected' | 'found' | 'damage' | 'size'>

/** What is wrong with a file, with which of its bytes. */
export function DamageWords({ expected, found, damage, size }: DamageWordsProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const number = (value: number): string => intl.formatNumber(value)
  const [first] = damage
  if (first === undefined) return <p>{say('integrity.other', { expected, found: found ?? '\u2013' })}</p>
  if (damage.length === 1 && first.from === 0 && first.to >= size) {
    return <p>{say('integrity.all-bytes', { size: number(size) })}</p>
  }
  return (
    <>
      {damage.slice(0, 20).map(({ from, to }) => (
        <p key={from}>{say('integrity.bytes', { from: number(from), to: number(to - 1), size: number(size) })}</p>
      ))}
    </>
  )
}
