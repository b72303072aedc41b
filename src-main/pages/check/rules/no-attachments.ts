import type { Rule } from '../rule.ts'

/** No file is hidden inside the file, unless the profile allows it. BUNDLES features 4 and 23. */
export const noAttachments: Rule = {
  id: 'no-attachments',
  gravity: 'failure',
  appliesTo: ({ rules }) => !rules.files.attachmentsAllowed,
  check: ({ survey }) => {
    const attached = survey.pages.flatMap(({ page, annotations }) =>
      annotations.filter(({ subtype }) => subtype === 'FileAttachment').map(() => ({ page, facts: { files: 1 } })),
    )
    return survey.attachments > 0 ? [{ facts: { files: survey.attachments } }, ...attached] : attached
  },
}
