// Long work on the database in a process of its own: it reads every row, and can be ended at once. A thread could not:
// the end of the server would wait for the statement that it is in.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'

export type BesideJob =
  /** Looks at every page and the checksum of every event. */
  | { kind: 'check'; file: string }
  /** Makes a copy, looks at it, and gives it its name. */
  | { kind: 'copy'; file: string; unfinished: string; into: string }

export type BesideOutcome =
  | { kind: 'done' }
  | { kind: 'damaged'; what: string }
  | { kind: 'failed'; what: string }

/** Longer than any database takes; a reader who never ends would let the write-ahead log grow. */
const limitMs = 15 * 60_000

/**
 * The child's program: text, because the server is one bundled file and may be running from source as well. Its sum is
 * that of `sums.ts`.
 */
const program = `
const [sqlite, json] = process.argv.slice(1)
const { DatabaseSync } = require(sqlite)
const { crc32 } = require('node:zlib')
const fs = require('node:fs')
const path = require('node:path')
require('node:os').setPriority(10)
const job = JSON.parse(json)
const say = (outcome) => process.stdout.write(JSON.stringify(outcome))
const check = (file) => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  const [found] = Object.values(database.prepare('pragma quick_check(1)').get())
  if (found !== 'ok') return found
  const rows = 'select thread_id, seq, at, actor, type, data, sum, written_to from events where sum is not null'
  for (const row of database.prepare(rows).iterate()) {
    const parts = [row.thread_id, row.seq, row.at, row.actor, row.type, row.data]
    if (row.written_to !== null) parts.push(row.written_to)
    const text = parts.join('\\n')
    if (crc32(text) !== row.sum) return 'event ' + row.seq + ' of thread ' + row.thread_id
  }
  database.close()
  return null
}
const sync = (name) => {
  const handle = fs.openSync(name, 'r')
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}
const work = () => {
  if (job.kind === 'copy') {
    const source = new DatabaseSync(job.file, { readOnly: true, timeout: 5000 })
    source.prepare('vacuum into ?').run(job.unfinished)
    source.close()
  }
  const what = check(job.kind === 'copy' ? job.unfinished : job.file)
  // A copy may be bad by itself.
  const isCause = job.kind === 'check' || (what !== null && check(job.file) !== null)
  if (what !== null) return { kind: isCause ? 'damaged' : 'failed', what }
  if (job.kind === 'copy') {
    fs.chmodSync(job.unfinished, 0o600)
    sync(job.unfinished)
    fs.renameSync(job.unfinished, job.into)
    sync(path.dirname(job.into))
  }
  return { kind: 'done' }
}
try {
  say(work())
} catch (cause) {
  const damaged =
    [11, 26].includes(cause.errcode & 0xff) || /malformed|not a database/.test(cause.message)
  say({ kind: damaged ? 'damaged' : 'failed', what: String(cause) })
}
`

const sqlite = createRequire(import.meta.url).resolve('@photostructure/sqlite')

export function beside(job: BesideJob, signal: AbortSignal): Promise<BesideOutcome> {
  const child = spawn(process.execPath, ['-e', program, sqlite, JSON.stringify(job)], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
    timeout: limitMs,
  })
  let said = ''
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')))
  return new Promise((resolve) => {
    // One that was started is waited for also when it is ended: until then it reads the database.
    child.on('error', (cause) => {
      if (child.pid === undefined) resolve({ kind: 'failed', what: String(cause) })
    })
    child.on('close', (code, ended) => {
      if (code === 0 && said !== '') return resolve(JSON.parse(said) as BesideOutcome) // Said by the program above.
      resolve({ kind: 'failed', what: `${ended ?? code}: ${complaint.slice(-500)}` })
    })
  })
}
