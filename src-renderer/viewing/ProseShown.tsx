import type { ReactElement } from 'react'
import type { Block, Prose } from '../../src-main/contract/contents.ts'
import { useSay } from '../app/words.tsx'
import { sourceWarnings } from '../statements/warnings.ts'
import { Note } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { Findings } from './Findings.tsx'
import css from './viewing.module.css'

/** A word processor's document as paragraphs and tables. What is deleted or hidden in it is told, and can be read. */
export function ProseShown({ prose }: { readonly prose: Prose }): ReactElement {
  const say = useSay()
  const warnings = sourceWarnings.filter((one) => prose.warnings.includes(one)).map((one) => say(`warning.${one}`))
  return (
    <div className={css['view']}>
      <Findings findings={prose.findings} />
      {warnings.length === 0 && prose.deleted.length === 0 ? null : (
        <div className={css['notes']}>
          <Note tone={prose.deleted.length > 0 ? 'warning' : 'plain'}>
            {say('prose.warnings', { warnings: warnings.join('; ') })}
            {prose.deleted.length === 0 ? null : <Deleted passages={prose.deleted} />}
          </Note>
        </div>
      )}
      <section className={css['scroll']} {...scrollable} aria-label={say('prose.label')}>
        <div className={`${css['padded'] ?? ''} ${css['prose'] ?? ''}`}>
          {prose.blocks.length === 0 ? <p>{say('prose.empty')}</p> : null}
          {prose.blocks.map((block, position) => (
            <BlockShown key={position} block={block} />
          ))}
        </div>
      </section>
    </div>
  )
}

function Deleted({ passages }: { readonly passages: readonly string[] }): ReactElement {
  const say = useSay()
  return (
    <details className={css['more']}>
      <summary>{say('prose.deleted', { count: passages.length })}</summary>
      <ul>
        {passages.slice(0, 500).map((passage, position) => (
          <li key={position} className={css['deleted']} dir="auto">
            {passage}
          </li>
        ))}
      </ul>
    </details>
  )
}

function BlockShown({ block }: { readonly block: Block }): ReactElement {
  if (block.is === 'table') {
    return (
      <table>
        <tbody>
          {block.rows.map((row, position) => (
            <tr key={position}>
              {row.map((cell, column) => (
                <td key={column} dir="auto">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )
  }
  if (block.kind === 'heading') return <h4 dir="auto">{block.text}</h4>
  if (block.kind === 'quotation') return <blockquote dir="auto">{block.text}</blockquote>
  return <p dir="auto">{block.text}</p>
}
