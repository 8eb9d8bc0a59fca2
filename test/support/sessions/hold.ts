// Sessions as a person holds them: with the agent's own program, in a folder, and no server knows of it.
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { claudeBinary } from '../claude-rig.ts'
import type { TestServer } from '../server.ts'

const run = promisify(execFile)

/** Says one thing to the program and waits for its end. @returns the session's id. */
export async function hold(
  server: TestServer,
  cwd: string,
  text: string,
  earlier?: string,
): Promise<string> {
  const id = earlier ?? randomUUID()
  const { A_PARALLEL_HOME: _ours, ...env } = server.environment
  const which = earlier === undefined ? '--session-id' : '--resume'
  const args = [
    '-p',
    '--permission-mode',
    'acceptEdits',
    '--model',
    'sonnet',
    which,
    id,
    '--',
    text,
  ]
  const work = run(claudeBinary(), args, { cwd, env })
  work.child.stdin?.end()
  await work
  return id
}

/** Where the program keeps what was held in a folder. */
export function sessionsFolder(server: TestServer, cwd: string): string {
  const home = String(server.environment['HOME'])
  return join(home, '.claude', 'projects', cwd.replaceAll(/[^A-Za-z0-9]/g, '-'))
}

/** All files of a folder of sessions, with what they hold and when they were written: whatever is done to one shows. */
export function stateOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const sum = createHash('sha256').update(readFileSync(path)).digest('hex')
      return [path, `${sum} ${statSync(path).mtimeMs}`]
    }),
  )
}
