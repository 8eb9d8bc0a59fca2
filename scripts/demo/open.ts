// A demo: sample shop, scripted model, server and seeded threads, and their end. Knows no terminal.
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { killTree } from '../../packages/server/src/runner/processes/kill-tree.ts'
import { openApi, until, type DemoApi } from './api.ts'
import { startModel, startServer, type Child } from './children.ts'
import { emptyFolder, furnish, makeFolder, removeFolder, type DemoFolder } from './folder.ts'
import { castFor, seed } from './seeding.ts'
import { makeShop } from './shop/repository.ts'

export interface DemoAsk {
  /** Divides all delays of the scripts. */
  speed: number
  /** What Node runs as the server. */
  program: readonly string[]
  /** The server or the model ended by itself. */
  onBroken(): void
}

export interface Demo {
  folder: DemoFolder
  /** Signs a browser in, once; a reset makes a new one. */
  link(): string
  token(): Promise<string>
  /** Resolves when all threads are started; false when the demo ended before. */
  seeded(): Promise<boolean>
  /** Ends all agents and begins anew at the same address; a signed-in browser stays signed in. */
  reset(): Promise<void>
  /** Ends everything and removes the demo's folder. */
  close(): Promise<void>
}

interface Scene {
  link: string
  origin: string
  api: DemoApi
  server: Child
  model: Child
  seeding: Promise<boolean>
  leave: AbortController
}

export async function openDemo(ask: DemoAsk): Promise<Demo> {
  const folder = await makeFolder()
  let scene = await raise(ask, folder, 0).catch(async (cause: unknown) => {
    await clear(folder)
    await removeFolder(folder)
    throw cause
  })
  return {
    folder,
    link: () => scene.link,
    token: () => readToken(folder),
    seeded: () => scene.seeding,
    async reset() {
      const { port } = new URL(scene.origin)
      await strike(scene, folder)
      await emptyFolder(folder)
      scene = await raise(ask, folder, Number(port))
    },
    async close() {
      await strike(scene, folder)
      await removeFolder(folder)
    },
  }
}

/** Sets everything up; the threads start while it resolves. */
async function raise(ask: DemoAsk, folder: DemoFolder, port: number): Promise<Scene> {
  const roles = { promo: randomUUID(), shipping: randomUUID() }
  const cast = castFor(roles)
  await furnish(folder)
  await writeFile(folder.scenarios, JSON.stringify(cast.scenarios))
  const [repository, { url: modelUrl, child: model }] = await Promise.all([
    makeShop(folder.root),
    startModel(folder, ask.speed),
  ])
  const { program } = ask
  const { link, child: server } = await startServer({ folder, modelUrl, port, program })
  const { origin } = new URL(link)
  const api = openApi(origin, await readToken(folder))
  const leave = new AbortController()
  for (const child of [model, server]) {
    void child.ended.then(() => {
      if (!leave.signal.aborted) ask.onBroken()
    })
  }
  const begun = seed({ api, repository, cast, roles, newId: randomUUID, signal: leave.signal })
  const seeding = begun.then(
    () => true,
    (cause: unknown) => {
      if (leave.signal.aborted) return false
      throw cause
    },
  )
  // Whoever asks for it hears of a failure; until then it must not end the process.
  seeding.catch(() => undefined)
  return { link, origin, api, server, model, seeding, leave }
}

const stopLimitMs = 6_000

/** Ends agents as a person would, then server and model, then whatever still belongs to the demo. */
async function strike(scene: Scene, folder: DemoFolder): Promise<void> {
  scene.leave.abort()
  await stopAgents(scene.api).catch(() => undefined) // A server that no longer answers; the rest is ended below.
  await scene.server.end()
  await scene.model.end()
  await clear(folder)
}

async function stopAgents(api: DemoApi): Promise<void> {
  const ids = (await api.threads()).map(({ id }) => id)
  await Promise.all(ids.map((id) => api.stop(id)))
  const gone = async () =>
    (await Promise.all(ids.map((id) => api.hasAgent(id)))).every((has) => !has)
  await until(gone, stopLimitMs)
}

/** Ends every process of a demo, also of one whose own end was cut short. */
export async function clear(folder: DemoFolder): Promise<void> {
  // By marker alone: a person's own shell may stand in the folder.
  await killTree({ marker: folder.marker, graceMs: 2000 })
}

async function readToken(folder: DemoFolder): Promise<string> {
  return (await readFile(join(folder.data, 'auth-token'), 'utf8')).trim()
}
