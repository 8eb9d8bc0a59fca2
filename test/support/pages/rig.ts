// What nearly every browser test begins with: a server that has the built app and a project, a Chromium, and a tab that has
// signed in. Each test file has a rig of its own; what is exported here is there once its hooks have run.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { signedIn } from '../app-page.ts'
import { builtApp, startBrowser, type Visit } from '../browser.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '../server.ts'
import { witness } from './witness.ts'

export interface RigOptions {
  server?: TestServerOptions
  /** The files of the project, which is called shop. */
  files?: Record<string, string>
  tab?: Parameters<Browser['newContext']>[0]
}

export let server: TestServer
export let browser: Browser
export let tab: Visit
export let page: Page
/** The one project that there is at first. */
export let projectId: string

/** Call it at the top of a test file, before hooks of its own: those then find everything there, and before it goes. */
export function browserRig(given: RigOptions | (() => Promise<RigOptions>) = {}): void {
  beforeAll(async () => {
    const options = typeof given === 'function' ? await given() : given
    const env = { A_PARALLEL_WEB: builtApp, ...options.server?.env }
    server = await startTestServer({ ...options.server, env })
    projectId = await server.addProject(server.repository('shop', options.files))
    browser = await startBrowser()
    tab = await signedIn(browser, server, options.tab)
    page = tab.page
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || !tab) return
    process.stderr.write(await witness(task.name, { page, complaints: tab.complaints }))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
}

/** From now on `page` is another one: a tab died. */
export function goOnIn(other: Page): void {
  page = other
}
