// Remembers which demo runs from this checkout, so that the next one can end it, or clear what it left when it was killed.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  identify,
  isAlive,
  type ProcessIdentity,
} from '../../packages/server/src/runner/processes/identity.ts'
import { until } from './api.ts'
import { folderAt, removeFolder } from './folder.ts'
import { clear } from './open.ts'

interface Entry {
  identity: ProcessIdentity
  folder: string
  origin: string
}

const endLimitMs = 30_000

const fileIn = (root: string) => join(root, 'node_modules/.cache/a-parallel-demo.json')

async function readEntry(root: string): Promise<Entry | null> {
  const text = await readFile(fileIn(root), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as Entry) // Written by `remember` alone.
}

export async function remember(root: string, folder: string, origin: string): Promise<void> {
  const identity = await identify(process.pid)
  if (identity === null) return
  const entry: Entry = { identity, folder, origin }
  await mkdir(dirname(fileIn(root)), { recursive: true })
  await writeFile(fileIn(root), JSON.stringify(entry))
}

export async function forget(root: string): Promise<void> {
  const entry = await readEntry(root)
  if (entry?.identity.pid === process.pid) await rm(fileIn(root), { force: true })
}

/**
 * Makes room for a new demo. Clears what a killed one left. A living one is ended only when asked to.
 * @returns where the living one is, when it was left alone.
 */
export async function makeRoom(root: string, endLiving: boolean): Promise<string | null> {
  const entry = await readEntry(root)
  if (entry === null) return null
  const gone = async () => !(await isAlive(entry.identity))
  if (!(await gone())) {
    if (!endLiving) return entry.origin
    process.kill(entry.identity.pid, 'SIGTERM')
    if (!(await until(gone, endLimitMs)))
      throw new Error(`The demo with pid ${entry.identity.pid} does not end.`)
  }
  const folder = folderAt(entry.folder)
  await clear(folder)
  await removeFolder(folder)
  await rm(fileIn(root), { force: true })
  return null
}
