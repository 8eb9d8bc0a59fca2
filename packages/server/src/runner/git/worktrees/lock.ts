// One at a time per repository: a queue in this process, and a file for other servers on the same repository. Git's own
// locks keep the data right without it; this keeps `git worktree add` from failing, which in parallel it often does.
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { identify, isAlive, ProcessIdentity } from '../../processes/identity.ts'

const queues = new Map<string, Promise<unknown>>()
const fileName = 'a-parallel.lock'
/** Past this the file is taken as abandoned: what is done under the lock takes milliseconds. */
const patienceMs = 60_000
const unwrittenMs = 500

/** Runs `work` while nobody else of ours changes the list of worktrees of this repository. */
export function withRepositoryLock<T>(commonDir: string, work: () => Promise<T>): Promise<T> {
  const turn = (queues.get(commonDir) ?? Promise.resolve()).then(() => underFile(commonDir, work))
  // The next one waits for the end, however it ends; the outcome is the caller's.
  const ended = turn.catch(() => undefined)
  queues.set(commonDir, ended)
  void ended.then(() => {
    if (queues.get(commonDir) === ended) queues.delete(commonDir)
  })
  return turn
}

async function underFile<T>(commonDir: string, work: () => Promise<T>): Promise<T> {
  const file = join(commonDir, fileName)
  const content = JSON.stringify(await identify(process.pid))
  await take(file, content)
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file: string, content: string): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    if (await create(file, content)) return
    if (performance.now() > until || !(await hasOwner(file))) await setAside(file)
    else await wait(10 + Math.random() * 10)
  }
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false // fs throws errno errors only.
    throw cause
  }
}

async function hasOwner(file: string): Promise<boolean> {
  const content = await readFile(file, 'utf8').catch(() => null)
  if (content === null) return true
  // Created, and written in the next moment: unless its owner was killed between the two.
  if (content === '') return isYoung(file)
  const owner = ProcessIdentity.safeParse(parse(content))
  return owner.success && isAlive(owner.data)
}

async function isYoung(file: string): Promise<boolean> {
  const made = await stat(file).catch(() => null)
  return made === null || Math.abs(Date.now() - made.mtimeMs) < unwrittenMs
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null // Half written by one that was killed: nobody's.
  }
}

/** Renaming decides between two that find the same dead owner: only one of them gets the file. */
async function setAside(file: string): Promise<void> {
  const aside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
  await rename(file, aside).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
  })
  await rm(aside, { force: true })
}
