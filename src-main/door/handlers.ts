import { createOffice, officeStatus, openOffice, officeUsers } from '../acts/office.ts'
import { makeSampleOffice } from '../demo/make-sample-office.ts'
import type { BinderPlaces } from '../acts/binder-protocol.ts'
import type { OfficeTools } from '../acts/office.ts'
import type { ChangedKind, KeeperEvent } from '../contract/vault.ts'
import { arrangeBundle, createBundle, getBundle, listBuilds, listBundles } from '../acts/bundles.ts'
import { buildBundle, exportBuild } from '../acts/build-bundle.ts'
import { addEvent, addHearing, addParty, getCase, openCase, openRestrictedCase } from '../acts/case-file.ts'
import { checkOpened } from '../acts/integrity/check-files.ts'
import { verifyExhibit } from '../acts/integrity/verify-exhibit.ts'
import { extractExhibit, getExhibit, recordExhibit } from '../acts/exhibits.ts'
import { importEvidence } from '../acts/import-evidence.ts'
import { listAllCases } from '../acts/compartments/lists.ts'
import { listChronology, listParties, pageOfExhibits } from '../acts/lists.ts'
import { readStatementFile, readStatementText } from '../acts/statement-file.ts'
import { listStatements, recordStatement, reviseStatement, signStatement, viewStatement } from '../acts/statements.ts'
import { viewBuild, viewExhibit } from '../acts/view-exhibit.ts'
import { given } from '../kernel/given.ts'
import { profileSummaries } from '../domain/profile-summary.ts'
import { EventId, ExhibitId, HearingId, PartyId, CaseId } from '../contract/ids.ts'
import type { Desk } from '../acts/desk.ts'
import { auditHandlers } from './audit-handlers.ts'
import { compartmentHandlers } from './compartment-handlers.ts'
import { backupHandlers } from './backup-handlers.ts'
import { custodyHandlers } from './custody-handlers.ts'
import { deriveHandlers } from './derive-handlers.ts'
import type { Grants } from './grants.ts'
import { healthHandlers } from './health-handlers.ts'
import { integrityHandlers } from './integrity-handlers.ts'
import type { Jobs } from './jobs.ts'
import { quickHandlers } from './quick-handlers.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'
import { bytesOf, wordsOf } from './secrets.ts'
import { searchHandlers } from './search-handlers.ts'
import { textHandlers } from './text-handlers.ts'
import { travelHandlers } from './travel-handlers.ts'
import { viewingHandlers } from './viewing-handlers.ts'
import { userHandlers, type WayInProcedure } from './user-handlers.ts'

/** Everything the handlers reach. */
export interface Room {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
  readonly tools: OfficeTools
  readonly places: BinderPlaces
  readonly emit: (event: KeeperEvent) => void
}

/** One line a procedure: which act or list answers it, and which records it makes stale. */
export function createHandlers(room: Room): Handlers {
  return {
    ...vaultHandlers(room),
    ...userHandlers(room),
    ...quickHandlers(room),
    ...caseHandlers(room),
    ...exhibitHandlers(room),
    ...statementHandlers(room),
    ...bundleHandlers(room),
    ...compartmentHandlers(room),
    ...custodyHandlers(room),
    ...integrityHandlers(room),
    ...deriveHandlers(room),
    ...textHandlers(room),
    ...viewingHandlers(room),
    ...auditHandlers(room),
    ...backupHandlers(room),
    ...healthHandlers(room),
    ...travelHandlers(room),
    ...searchHandlers(room),
  }
}

type Some<P extends string> = { readonly [N in keyof Handlers as N extends `${P}.${string}` ? N : never]: Handlers[N] }

/** Runs an act and says which records it made stale. */
function act<I extends object, O>(
  { session, emit }: Room,
  kinds: readonly ChangedKind[],
  run: (desk: Desk, input: I) => O,
): (input: I) => O {
  return (input) => {
    const done = run(session.desk(input), input)
    if (done instanceof Promise) void done.then(() => emit({ event: 'changed', kinds })).catch(() => undefined)
    else emit({ event: 'changed', kinds })
    return done
  }
}

function vaultHandlers(room: Room): Omit<Some<'vault'>, WayInProcedure> & Some<'sample'> & Some<'job'> {
  const { session, grants, jobs, tools } = room
  return {
    'vault.create': async ({ folder, passphrase, ...asked }) =>
      createOffice(grants.pathOf(folder, 'vault'), { ...asked, passphrase: bytesOf(passphrase) }, tools),
    'vault.unlock': async ({ folder, user, acceptOlder, ...said }) => {
      const secret = { ...(await wordsOf(grants, said)), acceptOlder, ...(user === undefined ? {} : { user }) }
      const path = grants.pathOf(folder, 'vault', 'sample')
      session.enter(await session.throttle.run(() => openOffice(path, secret, tools)))
      const { vault, desk } = session.office()
      return { vaultId: vault.vaultId, name: vault.name, user: desk.user.name, role: desk.user.role }
    },
    'vault.users': ({ folder }) => officeUsers(grants.pathOf(folder, 'vault', 'sample')),
    'vault.status': () => officeStatus(session.office()),
    'sample.make': ({ folder }) => {
      const path = grants.pathOf(folder, 'sample')
      return {
        jobId: jobs.start('sample', 'items', (watch) => makeSampleOffice(path, { tools, places: room.places }, watch)),
      }
    },
    'job.list': () => [...jobs.list()],
    'job.cancel': ({ jobId }) => {
      jobs.cancel(jobId)
      return {}
    },
  }
}

function caseHandlers(
  room: Room,
): Omit<Some<'case'>, 'case.restrict'> & Some<'party'> & Some<'event'> & Some<'hearing'> {
  const { session } = room
  return {
    'case.list': () => [...listAllCases(session.office().compartments)],
    'case.create': act(room, ['case'], (desk, asked) => {
      const { compartments } = session.office()
      const { caseId, reference } =
        asked.compartmentId === undefined
          ? openCase(desk, asked)
          : openRestrictedCase(session.office().desk, compartments.find(asked.compartmentId).desk, asked)
      return { caseId: CaseId.parse(caseId), reference }
    }),
    'case.show': (asked) => {
      const desk = session.desk(asked)
      return desk.connection.read((reader) => getCase(desk, reader, asked.caseId))
    },
    'party.list': ({ caseId }) => [...listParties(session.desk({ caseId }), caseId, true)],
    'party.add': act(room, ['party'], (desk, asked) => {
      const { partyId, pseudonym } = addParty(desk, asked)
      return { partyId: PartyId.parse(partyId), pseudonym }
    }),
    'event.list': ({ caseId }) => [...listChronology(session.desk({ caseId }), caseId).events],
    'event.add': act(room, ['event'], (desk, asked) => ({ eventId: EventId.parse(addEvent(desk, asked).eventId) })),
    'hearing.list': ({ caseId }) => [...listChronology(session.desk({ caseId }), caseId).hearings],
    'hearing.add': act(room, ['hearing', 'case'], (desk, asked) => ({
      hearingId: HearingId.parse(addHearing(desk, asked).hearingId),
    })),
  }
}

function exhibitHandlers(room: Room): Omit<Some<'exhibit'>, 'exhibit.custody'> {
  const { session, grants, jobs, emit } = room
  return {
    'exhibit.import': ({ caseId, grants: chosen, details = {}, keepDuplicates = false }) => {
      const desk = session.desk({ caseId })
      const paths = chosen.map((grant) => grants.pathOf(grant, 'evidence'))
      const jobId = jobs.start('import', 'bytes', async ({ onProgress, cancel }) => {
        try {
          const evidence = { caseId, paths, recursive: true, details, keepDuplicates }
          const { added, skipped } = await importEvidence(desk, evidence, { onProgress, cancel })
          return { added, skipped: skipped.map(({ name, reason, of }) => ({ name, reason, ...given({ of }) })) }
        } finally {
          emit({ event: 'changed', kinds: ['exhibit', 'case'] })
        }
      })
      return { jobId }
    },
    'exhibit.record': act(room, ['exhibit', 'case'], (desk, { details = {}, ...asked }) => {
      const { exhibitId, mark } = recordExhibit(desk, { ...asked, details })
      return { exhibitId: ExhibitId.parse(exhibitId), mark }
    }),
    'exhibit.page': (asked) => pageOfExhibits(session.desk(asked), asked),
    'exhibit.show': ({ exhibitId }) =>
      session.desk({ exhibitId }).connection.read((reader) => getExhibit(reader, exhibitId)),
    'exhibit.view': async ({ exhibitId }) => {
      const desk = session.desk({ exhibitId })
      const viewed = await viewExhibit(desk, exhibitId)
      // The whole file is read again behind the answer: on opening, at most once a day.
      void checkOpened(desk, exhibitId).then(
        (check) => check && emit({ event: 'changed', kinds: ['exhibit'] }),
        () => undefined,
      )
      session.views().opened(exhibitId)
      return session.views().show(viewed, desk)
    },
    'exhibit.verify': act(room, ['exhibit'], async (desk, { exhibitId }) => {
      const { damage, ...check } = await verifyExhibit(desk, exhibitId)
      return { ...check, damage: [...damage] }
    }),
    'exhibit.extract': act(room, ['exhibit'], (desk, { exhibitId, to }) => {
      session.mustBeProved('exhibit.extract')
      // The system's own dialog has asked whether to replace a file that is there.
      return extractExhibit(desk, exhibitId, { path: grants.pathOf(to, 'save'), overwrite: true })
    }),
  }
}

function statementHandlers(room: Room): Some<'statement'> {
  const { session, grants } = room
  type Source =
    | { readonly from: 'text'; readonly text: string }
    | { readonly from: 'file'; readonly file: Parameters<Grants['pathOf']>[0] }
  const read = (desk: Desk, source: Source): ReturnType<typeof readStatementFile> =>
    source.from === 'text'
      ? readStatementText(desk, source.text)
      : readStatementFile(desk, grants.pathOf(source.file, 'statement'))
  return {
    'statement.list': ({ caseId }) => [...listStatements(session.desk({ caseId }), caseId)],
    'statement.show': ({ statementId }) => viewStatement(session.desk({ statementId }), statementId),
    'statement.record': act(
      room,
      ['statement', 'case'],
      async (desk, { source, details = {}, exhibits = [], ...asked }) =>
        recordStatement(desk, { ...asked, details, exhibits, source: await read(desk, source) }),
    ),
    'statement.revise': act(room, ['statement'], async (desk, { statementId, source, reason = '' }) =>
      reviseStatement(desk, statementId, await read(desk, source), reason),
    ),
    'statement.sign': act(room, ['statement', 'exhibit'], (desk, { statementId }) => signStatement(desk, statementId)),
  }
}

function bundleHandlers(room: Room): Some<'profile'> & Some<'bundle'> {
  const { session, grants, jobs, emit } = room
  return {
    'profile.list': () => [...profileSummaries()],
    'bundle.list': ({ caseId }) => [...listBundles(session.desk({ caseId }), caseId)],
    'bundle.create': act(room, ['bundle'], (desk, { caseId, plan }) => createBundle(desk, caseId, plan)),
    'bundle.show': ({ bundleId }) =>
      session.desk({ bundleId }).connection.read((reader) => getBundle(reader, bundleId)),
    'bundle.arrange': act(room, ['bundle'], (desk, { bundleId, plan }) => {
      arrangeBundle(desk, bundleId, plan)
      return {}
    }),
    'bundle.build': (asked) => {
      const desk = session.desk(asked)
      const jobId = jobs.start('bundle', 'pages', async ({ onProgress, cancel }) => {
        const build = await buildBundle(desk, asked, { onProgress, cancel })
        emit({ event: 'changed', kinds: ['bundle'] })
        return build
      })
      return { jobId }
    },
    'bundle.builds': ({ bundleId }) => [...listBuilds(session.desk({ bundleId }), bundleId)],
    'bundle.view': async ({ buildId }) => {
      const desk = session.desk({ buildId })
      return session.views().show(await viewBuild(desk, buildId), desk)
    },
    'bundle.export': act(room, ['bundle'], (desk, { buildId, to, givenTo = '' }) => {
      session.mustBeProved('bundle.export')
      return exportBuild(desk, { buildId, path: grants.pathOf(to, 'save'), givenTo, overwrite: true })
    }),
  }
}
