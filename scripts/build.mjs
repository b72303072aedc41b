// npm run build: builds the app if its sources have changed.
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { main } from './lib/run.mjs'

await main(async () => {
  await ensureDependencies()
  await ensureBuilt()
})
