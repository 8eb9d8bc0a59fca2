// What a scene has beside its threads: a tool server, a skill, a worktree of somebody else's, clones, something in the trash, a
// project that was taken off the list, and a session of many words that a thread goes on with.
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prompt } from '../scripts.ts'
import type { TestServer } from '../server.ts'
import { sessionsFolder } from '../sessions/hold.ts'
import { putSkill, skillText } from '../skills/skill-files.ts'
import { rest } from '../threads.ts'
import { slowSsh } from './slow-ssh.ts'

export interface Beside {
  /** The thread that goes on with the session. */
  continued: string
}

export async function addBeside(
  server: TestServer,
  project: { id: string; path: string },
): Promise<Beside> {
  putSkill(join(server.folder, 'home', '.claude', 'skills'), 'greet', skillText('greet', 'Hello.'))
  addWorktree(server, project.path)
  const [continued] = await Promise.all([
    continueSession(server, project),
    addToolServer(server),
    startClones(server),
    throwAway(server),
    server.api('PATCH', `/api/projects/${project.id}`, { budgetUsd: 1000 }),
  ])
  return { continued }
}

/** Switched off, so that no agent of the scene starts it. */
async function addToolServer(server: TestServer): Promise<void> {
  const transport = { type: 'stdio', command: '/bin/true', args: ['--quiet'], values: { KEY: 'k' } }
  const { body } = await server.api('POST', '/api/tool-servers', {
    name: 'echo',
    projectId: null,
    transport,
  })
  await server.api('POST', `/api/tool-servers/${body.id}/switch`, { place: {}, on: false })
}

/** With a file that would be lost with it. */
function addWorktree(server: TestServer, repository: string): void {
  const place = join(server.folder, 'theirs')
  execFileSync('git', ['worktree', 'add', '-q', '-b', 'theirs', place], { cwd: repository })
  writeFileSync(join(place, 'half.txt'), 'not committed')
}

/** One that does not come to its end, and one that has failed. */
async function startClones(server: TestServer): Promise<void> {
  const web = server.repository('web', { 'noise.txt': randomBytes(600_000).toString('base64') })
  const config = `[user]\nname = Ada\nemail = ada@example.test\n[core]\nsshCommand = ${slowSsh(server.folder)}\n`
  writeFileSync(join(server.folder, 'home', '.gitconfig'), config)
  const into = join(server.folder, 'clones')
  mkdirSync(into)
  for (const from of [join(server.folder, 'nowhere'), `git@slow.example:${web}`])
    await server.api('POST', '/api/clones', { from, into })
}

async function throwAway(server: TestServer): Promise<void> {
  const projectId = await server.addProject(server.repository('lamps'))
  const text = prompt('Try lamps', 'They burn.')
  const [id = ''] = await Promise.all(
    ['Try other lamps', 'Buy lamps'].map(async (title) => {
      const thread = await server.thread({ projectId, title, prompt: text })
      await rest(server, thread)
      await server.api('POST', `/api/threads/${thread}/stop`)
      await server.until(thread, ({ run }) => run?.state === 'exited')
      return thread
    }),
  )
  await server.api('DELETE', `/api/threads/${id}`)
  await server.api('DELETE', `/api/projects/${projectId}`)
}

/** More exchanges than a menu names turns, and more places of one word than a search tells of at once. */
const exchanges = 60

async function continueSession(
  server: TestServer,
  { id, path }: { id: string; path: string },
): Promise<string> {
  const session = randomUUID()
  const folder = sessionsFolder(server, path)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${session}.jsonl`), sessionLines(path).join('\n'))
  const body = { id: randomUUID(), mode: 'worktree', again: false }
  await server.api('POST', `/api/projects/${id}/sessions/${session}/threads`, body)
  await server.until(body.id, ({ worktreePath }) => worktreePath !== null)
  return body.id
}

function sessionLines(cwd: string): string[] {
  let parentUuid: string | null = null
  return Array.from({ length: exchanges * 2 }, (_, at) => {
    const uuid = randomUUID()
    const number = Math.floor(at / 2) + 1
    const message =
      at % 2 === 0
        ? { role: 'user', content: `Which sticker belongs on shelf ${number} of the shop?` }
        : {
            id: `message-${number}`,
            role: 'assistant',
            model: 'claude-sonnet-5',
            content: [{ type: 'text', text: `That shelf takes sticker ${number * 7}.` }],
          }
    const line = { type: message.role, uuid, parentUuid, cwd, gitBranch: 'main', message }
    parentUuid = uuid
    return JSON.stringify({ ...line, timestamp: new Date(1_767_225_600_000 + at * 60_000) })
  })
}
