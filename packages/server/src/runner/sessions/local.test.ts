// Sessions on the disk: which are listed, which never, how fast with many; and that nothing there is touched.
import type { SessionId } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sessions as codec } from '../drivers/claude-code/transcript/sessions.ts'
import { createGit } from '../git/core.ts'
import type { ListSessionsAsk, SessionRunner } from '../sessions-port.ts'
import { fileOf } from './places.ts'
import { localSessions } from './local.ts'

let base: string
let repository: string
let config: string
let runner: SessionRunner

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-sessions-')))
  repository = join(base, 'my.shop')
  config = join(base, 'config')
  mkdirSync(repository)
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...args])
  git('init', '-q', '-b', 'main')
  git('-c', 'user.name=T', '-c', 'user.email=t@e.x', 'commit', '-q', '--allow-empty', '-m', 'B')
  git('worktree', 'add', '-q', '-b', 'other', join(base, 'other'))
  const env = { ...process.env, CLAUDE_CONFIG_DIR: config }
  runner = localSessions({ git: createGit({ environment: env, umask: 0o22 }), env, codec })
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const line = (cwd: string, text: string, at = '2026-01-01T00:00:00.000Z') =>
  JSON.stringify({
    type: 'user',
    uuid: randomUUID(),
    parentUuid: null,
    timestamp: at,
    cwd,
    gitBranch: 'main',
    message: { role: 'user', content: text },
  })

function place(cwd: string): string {
  const folder = join(config, 'projects', cwd.replaceAll(/[^A-Za-z0-9]/g, '-'))
  mkdirSync(folder, { recursive: true })
  return folder
}

let minute = 0
/** A session's file; each is later than the one before. */
function session(cwd: string, text: string, rest = '', folder = cwd): string {
  const id = randomUUID()
  const file = join(place(folder), `${id}.jsonl`)
  writeFileSync(file, `${line(cwd, text)}\n${rest}`)
  minute += 1
  utimesSync(file, 1_767_225_600 + 60 * minute, 1_767_225_600 + 60 * minute)
  return id
}

const list = (ask: Partial<ListSessionsAsk> = {}) =>
  runner.list({ repository, query: '', after: undefined, limit: 50, without: new Set(), ...ask })
const openings = async (ask: Partial<ListSessionsAsk> = {}) =>
  (await list(ask)).sessions.map(({ opening }) => opening)

it('of the checkout, of its worktrees and of folders inside, the latest first, and of nobody else', async () => {
  mkdirSync(join(repository, 'deeper'))
  mkdirSync(join(repository, 'nested', '.git'), { recursive: true })
  session(repository, 'In the checkout')
  session(join(base, 'other'), 'In a worktree')
  session(join(repository, 'deeper'), 'Deeper')
  session(join(repository, 'nested'), 'In a repository of its own')
  session(`${repository}-2`, 'In one with a similar name')
  session(join(base, 'my-shop'), 'In one whose folder collides', '', repository)
  session(join(repository, '..', 'else'), 'Elsewhere by a detour', '', repository)
  session(`${repository}/../else`, 'Elsewhere by another', '', repository)
  expect(await openings()).toEqual(['Deeper', 'In a worktree', 'In the checkout'])
})

it('whatever a session says of its folder, the others are listed', async () => {
  writeFileSync(join(repository, 'file'), '')
  session(join(repository, 'file', 'once a folder'), 'Now a file')
  session(join(repository, 'n'.repeat(300)), 'Too long a name', '', repository)
  symlinkSync('loop', join(repository, 'loop'))
  session(join(repository, 'loop', 'in'), 'In a circle')
  session(repository, 'Good')
  expect(await openings()).toContain('Good')
})

it.skipIf(process.getuid?.() === 0)(
  'folders that are closed hold up none of the others [posix]',
  async () => {
    const closed = place(join(repository, 'closed'))
    writeFileSync(join(closed, `${randomUUID()}.jsonl`), '')
    const id = session(repository, 'Good')
    for (const mode of [0, 0o600]) {
      chmodSync(closed, mode)
      expect(await openings()).toEqual(['Good'])
      const found = await fileOf({ codec, folder: join(config, 'projects') }, id)
      expect(found).toBe(join(place(repository), `${id}.jsonl`))
    }
    chmodSync(closed, 0o700)
  },
)

it('page by page, by words, and without those of threads', async () => {
  const ids = ['One apple', 'Two pears', 'Three apples', 'Four'].map((text) =>
    session(repository, text),
  )
  const first = await list({ limit: 3 })
  expect(first.sessions.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 3))
  const { sessions, next } = await list({ limit: 3, after: first.next ?? undefined })
  expect([sessions.map(({ id }) => id), next]).toEqual([[ids[0]], null])
  expect(await openings({ query: 'APPLE' })).toEqual(['Three apples', 'One apple'])
  expect(await openings({ query: 'main apple three' })).toEqual(['Three apples'])
  expect(await openings({ without: new Set([ids[3] ?? '']) })).not.toContain('Four')
})

it('skips what is no session of this user with a word, and reads none of it', async () => {
  const folder = place(repository)
  const name = () => `${randomUUID()}.jsonl`
  writeFileSync(join(base, 'secret'), line(repository, 'Secret'))
  const linked = name()
  symlinkSync(join(base, 'secret'), join(folder, linked))
  mkdirSync(join(folder, name()))
  execFileSync('mkfifo', [join(folder, name())])
  writeFileSync(join(folder, name()), '\0'.repeat(300))
  writeFileSync(join(folder, name()), '{"half":')
  writeFileSync(join(folder, 'notes.txt'), 'not by its name')
  const elsewhere = join(base, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, name()), line(join(repository, 'linked'), 'Behind a link'))
  symlinkSync(elsewhere, `${folder}-linked`)
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    const foreign = join(folder, name())
    writeFileSync(foreign, line(repository, 'Of another user'))
    chownSync(foreign, 12_345, 12_345)
  }
  session(repository, 'Good')
  const { sessions, skipped, skippedCount } = await list()
  expect(sessions.map(({ opening }) => opening)).toEqual(['Good'])
  expect(skipped.map(({ why }) => why).toSorted()).toEqual(
    [
      ...(isRoot ? ['foreign'] : []),
      'link',
      'no-session',
      'no-session',
      'special',
      'special',
    ].toSorted(),
  )
  expect(skippedCount).toBe(skipped.length)
  const id = linked.slice(0, 36) as SessionId // As it was made.
  await expect(runner.read({ repository, id })).rejects.toMatchObject({
    code: 'session_unreadable',
  })
  expect(await fileOf({ codec, folder: join(config, 'projects') }, id)).toBeNull()
})

it('reads beginning and end of large files alone, and remembers what it saw', async () => {
  for (let number = 0; number < 2_000; number += 1) {
    const id = session(repository, `Question ${number}`)
    const file = join(place(repository), `${id}.jsonl`)
    const { mtimeMs } = statSync(file)
    truncateSync(file, 50_000_000)
    utimesSync(file, mtimeMs / 1000, mtimeMs / 1000)
  }
  const memory = process.memoryUsage().rss
  const timed = async (ask: Partial<ListSessionsAsk>) => {
    const begun = performance.now()
    const { sessions } = await list(ask)
    return { sessions, took: performance.now() - begun }
  }
  const page = await timed({})
  expect(page.sessions).toHaveLength(50)
  expect(page.sessions[0]).toMatchObject({ bytes: 50_000_000, messages: { exact: false } })
  expect(page.took).toBeLessThan(2_000)
  const found = await timed({ query: 'question 1999' })
  expect(found.sessions).toHaveLength(1)
  expect(found.took).toBeLessThan(15_000)
  const again = await timed({ query: 'question 0' })
  expect(again.took).toBeLessThan(2_000)
  expect(process.memoryUsage().rss - memory).toBeLessThan(400_000_000)
})

it('tells which are held by a program that runs', async () => {
  const [mine, dead] = [session(repository, 'Mine'), session(repository, 'Dead')]
  const notes = join(config, 'sessions')
  mkdirSync(notes)
  const note = (pid: number, sessionId: string) =>
    writeFileSync(join(notes, `${pid}.json`), JSON.stringify({ pid, sessionId }))
  note(process.pid, mine)
  note(4_194_303, dead)
  const { sessions } = await list()
  expect(sessions.map(({ id, isOpen }) => [id, isOpen])).toEqual([
    [dead, false],
    [mine, true],
  ])
})

it('reads all of one, a line that is too long and half a line at the end included', async () => {
  const answer = JSON.stringify({
    type: 'assistant',
    uuid: randomUUID(),
    // The line before it was too long to be read.
    parentUuid: randomUUID(),
    timestamp: '2026-01-01T00:00:05.000Z',
    message: { id: 'm', model: 'claude-sonnet-5', content: [{ type: 'text', text: 'Yes.' }] },
  })
  const huge = JSON.stringify({ type: 'user', text: 'x'.repeat(13 * 1024 * 1024) })
  const id = session(repository, 'Long?', `${huge}\n${answer}\n{"type":"assist`)
  const file = join(place(repository), `${id}.jsonl`)
  const before = statSync(file)
  const read = await runner.read({ repository, id: id as SessionId }) // As it was made.
  expect(read.items.map((item) => (item.kind === 'notice' ? item.code : item.kind))).toEqual([
    'user-message',
    'oversized-output',
    'agent-message',
  ])
  expect(statSync(file).mtimeMs).toBe(before.mtimeMs)
  expect(existsSync(join(config, 'projects'))).toBe(true)
  expect(readdirSync(config)).toEqual(['projects'])
})

it.each([
  ['its own folder', 'of it', null],
  ['a folder behind a link', '', 'own'],
  ['a part of its folder behind a link', '', 'subagents'],
])('what a subagent said is read from %s: %j', async (_, said, link) => {
  const says = (id: string, block: object, more: object = {}) =>
    JSON.stringify({
      type: 'assistant',
      uuid: randomUUID(),
      timestamp: '2026-01-01T00:00:05.000Z',
      message: { id, model: 'claude-sonnet-5', content: [block] },
      ...more,
    })
  const sends = { type: 'tool_use', id: 'sub', name: 'Agent', input: { description: 'Sub' } }
  const id = session(repository, 'Send one', `${says('m', sends)}\n`)
  const own = join(place(repository), id)
  const elsewhere = join(base, 'elsewhere')
  const folder = { own: elsewhere, subagents: base }[link ?? ''] ?? own
  mkdirSync(join(folder, 'subagents'), { recursive: true })
  writeFileSync(join(folder, 'subagents', 'a.meta.json'), '{"toolUseId":"sub"}')
  const words = { type: 'text', text: 'of it' }
  writeFileSync(
    join(folder, 'subagents', 'a.jsonl'),
    `${says('n', words, { isSidechain: true })}\n`,
  )
  if (link === 'own') symlinkSync(elsewhere, own)
  if (link === 'subagents') {
    mkdirSync(own)
    symlinkSync(join(base, 'subagents'), join(own, 'subagents'))
  }
  const { items } = await runner.read({ repository, id: id as SessionId }) // As it was made.
  expect(items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : [])).join()).toBe(
    said,
  )
})
