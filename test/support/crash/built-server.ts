// The server as a bundle, made when its source has changed: it starts in a third of the time, and edits of the source
// while a test runs do not reach it.
import { existsSync, mkdirSync, renameSync, rmSync, statSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from '../../../scripts/building/stale.ts'
import { root } from '../../../scripts/building/root.ts'
import { targets } from '../../../scripts/building/targets.ts'

const cache = join(root, 'node_modules/.cache/built-servers')
const keptMs = 60 * 60_000

let making: Promise<string> | null = null

/** The path of its main file. Made once, however many rigs of a test begin at once. */
export function builtServer(): Promise<string> {
  making ??= make()
  return making
}

async function make(): Promise<string> {
  const { server, migrations } = targets
  const name = `${inspect(root, server).hash}-${inspect(root, migrations).hash}`
  const folder = join(cache, name)
  const main = join(folder, 'server/main.js')
  if (existsSync(main)) return main
  removeOld()
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  await server.make(root, join(draft, 'server'))
  await migrations.make(root, join(draft, 'migrations'))
  // Another test process may have been faster; theirs is the same.
  if (existsSync(folder)) rmSync(draft, { recursive: true })
  else renameSync(draft, folder)
  return main
}

function removeOld(): void {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (Date.now() - statSync(path).mtimeMs > keptMs) rmSync(path, { recursive: true, force: true })
  }
}
