import { useRef, useState, type DragEvent, type ReactElement, type ReactNode } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { grantDropped } from '../app/bridge.ts'
import { useDialogs } from '../app/dialogs.ts'
import { attempt } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './Exhibits.module.css'

interface DropEvidenceProps {
  readonly caseId: CaseId
  readonly children: ReactNode
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files')
}

/** Takes files and folders that are dropped anywhere on it into an import. */
export function DropEvidence({ caseId, children }: DropEvidenceProps): ReactElement {
  const say = useSay()
  const depth = useRef(0)
  const [isOver, setOver] = useState(false)
  const leave = (): void => {
    depth.current = Math.max(0, depth.current - 1)
    if (depth.current === 0) setOver(false)
  }
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    const files = [...event.dataTransfer.files]
    attempt(async () => {
      const sources = await grantDropped(files)
      if (sources.length > 0) useDialogs.getState().open({ kind: 'import', caseId, sources })
    })
  }
  const dropping = {
    onDragEnter: (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth.current += 1
      setOver(true)
    },
    onDragOver: (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDragLeave: leave,
    onDrop: drop,
  }
  return (
    <section className={css['drop']} aria-label={say('tab.evidence')} {...dropping}>
      {children}
      {isOver ? (
        <div className={css['target']}>
          <span>
            <Icon name="import" size={22} /> {say('evidence.drop')}
          </span>
        </div>
      ) : null}
    </section>
  )
}
