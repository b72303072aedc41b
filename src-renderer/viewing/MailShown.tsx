import { useState, type ReactElement } from 'react'
import type { Mail, MailAttachment } from '../../src-main/contract/contents.ts'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import { call } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { formatBytes } from '../ui/format.ts'
import { Badge, Facts, FileName } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { Findings } from './Findings.tsx'
import css from './viewing.module.css'

interface MailProps {
  readonly exhibit: Exhibit
  readonly mail: Mail
}

/** A mail: who, when, what, and what came with it, as plain text. */
export function MailShown({ exhibit, mail }: MailProps): ReactElement {
  const say = useSay()
  const others = mail.remote > 0 ? [say('mail.remote', { count: mail.remote })] : []
  return (
    <div className={css['view']}>
      <Findings findings={mail.findings.filter((finding) => finding !== 'remote-not-fetched')} others={others} />
      <section className={css['scroll']} {...scrollable} aria-label={say('mail.label')}>
        <div className={css['padded']}>
          <div className={css['head']}>
            <h3 dir="auto">{mail.subject === '' ? say('mail.no-subject') : mail.subject}</h3>
            <Facts
              facts={[
                [say('mail.from'), mail.from.join(', ')],
                [say('mail.to'), mail.to.join(', ')],
                [say('mail.cc'), mail.cc.join(', ')],
                [say('mail.bcc'), mail.bcc.join(', ')],
                [say('mail.reply-to'), mail.replyTo.join(', ')],
                [say('mail.date'), mail.date],
              ]}
            />
            <Attachments exhibit={exhibit} attachments={mail.attachments} />
          </div>
          <pre className={css['words']} dir="auto">
            {mail.text === '' ? say('mail.no-text') : mail.text}
          </pre>
          {mail.headers.length === 0 ? null : (
            <details className={css['more']}>
              <summary>{say('mail.headers', { count: mail.headers.length })}</summary>
              <pre className={css['words']}>
                {mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}
              </pre>
            </details>
          )}
        </div>
      </section>
    </div>
  )
}

interface AttachmentsProps {
  readonly exhibit: Exhibit
  readonly attachments: readonly MailAttachment[]
}

function Attachments({ exhibit, attachments }: AttachmentsProps): ReactElement | null {
  const say = useSay()
  const { exhibitId } = exhibit
  const made = useAsk('derive.lineage', { exhibitId }).data?.made ?? []
  if (attachments.length === 0) return null
  return (
    <section aria-label={say('mail.attachments', { count: attachments.length })}>
      <p className={css['soft']}>{say('mail.attachments', { count: attachments.length })}</p>
      <ul className={css['attachments']}>
        {attachments.map((attachment) => (
          <AttachmentLine
            key={attachment.index}
            exhibit={exhibit}
            attachment={attachment}
            mark={
              made.find(({ way, settings }) => way === 'attachment' && settings['number'] === attachment.index + 1)
                ?.mark
            }
          />
        ))}
      </ul>
    </section>
  )
}

interface AttachmentProps {
  readonly exhibit: Exhibit
  readonly attachment: MailAttachment
  /** Of the exhibit that was made of it already. */
  readonly mark: string | undefined
}

function AttachmentLine({ exhibit, attachment, mark }: AttachmentProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const [isBusy, setBusy] = useState(false)
  const make = async (): Promise<void> => {
    setBusy(true)
    try {
      const recipe = { way: 'attachment', index: attachment.index } as const
      const done = await call('derive.make', { exhibitId: exhibit.exhibitId, recipe })
      recordsChanged(['exhibit', 'case'])
      useNotices.getState().tell({ tone: 'ok', id: 'derive.made', facts: { mark: done.mark } })
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className={css['attachment']}>
      <span>
        <FileName name={attachment.name} />
      </span>
      <span className={css['soft']}>
        {attachment.mediaType}, {formatBytes(intl, attachment.size)}
        {attachment.inline ? `, ${say('mail.inline')}` : ''}
      </span>
      {mark === undefined ? (
        <Button
          small
          icon="include"
          isPending={isBusy}
          aria-label={say('mail.make.one', { name: attachment.name })}
          onPress={() => attempt(make)}
        >
          {say('mail.make')}
        </Button>
      ) : (
        <Badge tone="ok">{say('mail.made', { mark })}</Badge>
      )}
    </li>
  )
}
