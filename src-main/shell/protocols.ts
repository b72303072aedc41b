import { protocol, type Session } from 'electron'
import { answerExhibit, notFound, type ExhibitSource } from './exhibit-answers.ts'
import { APP_HEADERS } from './policy.ts'
import { readServedFile } from './served-files.ts'

/** Makes our two schemes known to Chromium. Must be called before it is ready; neither may get round the policy. */
export function declareSchemes(): void {
  const common = { standard: true, secure: true, bypassCSP: false, allowServiceWorkers: false, corsEnabled: false }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...common, supportFetchAPI: false } },
    // A frame may be taken off a film by our own page; no script can ask for an address of either (see CONTENT_POLICY).
    { scheme: 'exhibit', privileges: { ...common, corsEnabled: true, supportFetchAPI: false, stream: true } },
  ])
}

/**
 * Serves the window's files from `root` under `app:`, and the pages and streams of exhibits under `exhibit:`.
 *
 * @param source the keeper of the present sitting; undefined while there is none.
 */
export function serveSchemes(session: Session, root: string, source: () => ExhibitSource | undefined): void {
  session.protocol.handle('app', async ({ method, url }) => {
    const file = method === 'GET' ? await readServedFile(root, url) : undefined
    if (file === undefined) return notFound()
    const headers = { ...APP_HEADERS, 'content-type': file.mediaType }
    return new Response(new Uint8Array(file.bytes), { headers })
  })
  session.protocol.handle('exhibit', async (request) => {
    const from = source()
    return from === undefined ? notFound() : answerExhibit(request, from)
  })
}
