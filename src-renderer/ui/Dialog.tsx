import type { ReactElement, ReactNode } from 'react'
import { Dialog as Box, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useSay } from '../app/words.tsx'
import { classes, IconButton } from './Button.tsx'
import css from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly size?: 'narrow' | 'usual' | 'wide'
  /** For what must be answered: Escape and a press outside do not close it. */
  readonly mustAnswer?: boolean
}

/** A dialog over the screen. Escape closes it, the focus returns to where it was. */
export function Dialog(props: DialogProps): ReactElement {
  const { title, onClose, children, size = 'usual', mustAnswer = false } = props
  const say = useSay()
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled={mustAnswer}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={css['scrim'] ?? ''}
    >
      <Modal className={classes(css['modal'], size !== 'usual' && css[size])}>
        <Box className={css['dialog'] ?? ''} {...(mustAnswer ? { role: 'alertdialog' as const } : {})}>
          <div className={css['head']}>
            <Heading slot="title" level={2}>
              {title.replace(/\u2026$/u, '')}
            </Heading>
            {mustAnswer ? null : <IconButton icon="close" name={say('action.close')} onPress={onClose} small />}
          </div>
          {children}
        </Box>
      </Modal>
    </ModalOverlay>
  )
}

interface DialogBodyProps {
  readonly children: ReactNode
  /** Hears when something in it is typed or chosen, after the field itself did. */
  readonly onInput?: () => void
}

/** The part of a dialog that scrolls. */
export function DialogBody({ children, onInput }: DialogBodyProps): ReactElement {
  return (
    <div className={css['body']} onInput={onInput}>
      {children}
    </div>
  )
}

/** The buttons of a dialog. */
export function DialogFoot({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={css['foot']}>{children}</div>
}

/** Fields side by side. */
export function Beside({ children, of = 2 }: { readonly children: ReactNode; readonly of?: 2 | 3 }): ReactElement {
  return <div className={css[of === 2 ? 'pair' : 'triple']}>{children}</div>
}
