import { type RecognitionLanguages, languagesAt } from '../acts/texts/languages.ts'
import { readTexts, recogniseTexts, suggestedLanguages, textsWaiting } from '../acts/texts/read-texts.ts'
import { textOfPage, textState } from '../acts/texts/text-of-page.ts'
import type { Desk } from '../acts/desk.ts'
import type { OfficeTools } from '../acts/office.ts'
import type { BinderPlaces } from '../acts/binder-protocol.ts'
import type { JobId } from '../contract/ids.ts'
import type { TextsResult } from '../contract/texts.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import { isAllowed } from '../domain/permissions.ts'
import { given } from '../kernel/given.ts'
import type { Grants } from './grants.ts'
import type { Jobs, JobWatch } from './jobs.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What the handlers of texts reach. */
interface TextRoom {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
  readonly tools: OfficeTools
  readonly places: BinderPlaces
  readonly emit: (event: KeeperEvent) => void
}

/** What files say: read after an import, recognised where somebody asked for it, and shown page by page. */
export function textHandlers({ session, grants, jobs, tools, places, emit }: TextRoom): {
  readonly [N in keyof Handlers as N extends `texts.${string}` ? N : never]: Handlers[N]
} {
  const languages: RecognitionLanguages = languagesAt({
    modules: places.modules,
    ...given({ stateFolder: tools.stateFolder }),
  })
  const codes = async (): Promise<readonly string[]> => (await languages.list()).map(({ code }) => code)
  const begin = (unit: 'items' | 'pages', work: (watch: JobWatch) => Promise<TextsResult>): JobId =>
    jobs.start('texts', unit, async (watch) => {
      try {
        return await work(watch)
      } finally {
        emit({ event: 'changed', kinds: ['exhibit'] })
      }
    })
  const readAll = async (desks: readonly Desk[], caseId: string | undefined, watch: JobWatch): Promise<TextsResult> => {
    const sum = { read: 0, nothing: 0, failed: 0 }
    for (const desk of desks) {
      const one = await readTexts(desk, caseId, { languages, watch })
      sum.read += one.read
      sum.nothing += one.nothing
      sum.failed += one.failed
    }
    return sum
  }

  return {
    'texts.state': async ({ exhibitId }) => {
      const desk = session.desk({ exhibitId })
      return { ...textState(desk, exhibitId), suggested: [...suggestedLanguages(desk, exhibitId, await codes())] }
    },
    'texts.page': ({ exhibitId, page, find }) => {
      session.views().mustBeOpened(exhibitId)
      return textOfPage(session.desk({ exhibitId }), { exhibitId, page, find })
    },
    'texts.read': ({ caseId }) => {
      const desks = caseId === undefined ? session.office().compartments.desks : [session.desk({ caseId })]
      const isBusy = jobs.list().some(({ kind, state }) => kind === 'texts' && state === 'running')
      const [desk] = desks
      // The window asks for everybody; whoever opens no evidence is not told so.
      if (isBusy || !desk || !isAllowed(desk.user.role, 'text.recognise')) return { jobId: null }
      if (desks.every((one) => textsWaiting(one, caseId) === 0)) return { jobId: null }
      return { jobId: begin('items', (watch) => readAll(desks, caseId, watch)) }
    },
    'texts.recognise': ({ exhibitId, languages: asked }) => {
      const desk = session.desk({ exhibitId })
      return {
        jobId: begin('pages', (watch) =>
          recogniseTexts(desk, { exhibitIds: [exhibitId], languages: asked }, { languages, watch }),
        ),
      }
    },
    'texts.languages': async () => [...(await languages.list())],
    'texts.addLanguage': async ({ from }) => ({
      code: await languages.add(grants.pathOf(from, 'language'), tools.reader),
    }),
  }
}
