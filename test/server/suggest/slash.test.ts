// What begins with a slash, with the real agent: its commands work, and no words are lost that only look like one.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { installPlugin } from '../../support/skills/plugin-files.ts'
import { putSkill, skillText } from '../../support/skills/skill-files.ts'
import { asked, decide, rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string
let repository: string

const skill = (name: string, hint: string) => {
  const folder = join(server.folder, 'home/.claude/skills', name)
  mkdirSync(folder, { recursive: true })
  const head = `name: ${name}\ndescription: Says hello\nargument-hint: "${hint}"`
  writeFileSync(join(folder, 'SKILL.md'), `---\n${head}\n---\nSay hello to $ARGUMENTS.\n`)
}
const names = (commands: { name: string }[]) => commands.map(({ name }) => name)
const offered = async (query = '') =>
  (await server.api('GET', `/api/projects/${projectId}/slash-commands${query}`)).body.commands

beforeAll(async () => {
  server = await startTestServer()
  skill('greet', '[name]')
  installPlugin(join(server.folder, 'home'), {
    from: join(server.folder, 'market'),
    name: 'art',
    files: {
      'skills/draw-it/SKILL.md': skillText('draw', 'Draw $ARGUMENTS.'),
      'skills/greet/SKILL.md': skillText('greet', 'Paint a greeting for $ARGUMENTS.'),
    },
  })
  repository = server.repository('shop')
  projectId = await server.addProject(repository)
})
afterAll(() => server.close())

it('offers the skills that stand there, what the agent reported also to those who have none yet, and what came later', async () => {
  expect(names(await offered())).toEqual(['greet', 'art:draw-it', 'art:greet'])
  const id = await server.thread({ projectId, prompt: 'Hello' })
  await rest(server, id)
  const { commands } = await server.snapshot(id)
  expect(names(commands)).toEqual(expect.arrayContaining(['greet', 'compact', 'clear']))
  expect(commands.find(({ name }) => name === 'greet')).toMatchObject({ hint: '[name]' })
  expect(commands.every(({ description }) => description.length <= 200)).toBe(true)

  skill('farewell', '')
  await server.until(id, (thread) => names(thread.commands).includes('farewell'))
  await server.restart()
  expect(names(await offered())).toContain('farewell')
  const unknown = crypto.randomUUID()
  expect((await server.api('GET', `/api/projects/${unknown}/slash-commands`)).status).toBe(404)
})

it('gives the agent the words of what is no command, the first time and later', async () => {
  const id = await server.thread({ projectId, prompt: '/nosuchthing please' })
  const first = await rest(server, id)
  expect(said(first)[0]).toContain('/nosuchthing please')
  expect(first.turns[0]?.text).toBe('/nosuchthing please')
  for (const text of ['/home/me/file is broken', '/Compact is broken', '/model opus', '/']) {
    const after = await talk(server, id, text)
    expect(said(after).at(-1), text).toContain(`You wrote: "${text}`)
  }
})

it('lets a command and a skill of the person’s be what they are', async () => {
  const id = await server.thread({ projectId, prompt: '/greet Ana' })
  await server.model.waitForRequest(
    ({ told }) => told.some((text) => text.includes('Say hello to Ana.')),
    30_000,
  )
  await rest(server, id)
  for (const text of ['More', 'And more']) await talk(server, id, text)
  const after = await talk(server, id, '/compact')
  const notices = after.items.filter((item) => item.kind === 'notice')
  expect(notices.map(({ code }) => code)).toContain('compacted')
})

it('lets a plugin’s skill be what it is by its plugin’s name, told or not, the first time and where a person has one of that name', async () => {
  const id = await server.thread({ projectId, prompt: '/art:draw-it a house' })
  const first = await rest(server, id)
  expect(said(first)[0]).toContain('Draw a house.')
  expect(said(await talk(server, id, '/art:greet Ana')).at(-1)).toContain(
    'Paint a greeting for Ana.',
  )
  expect(said(await talk(server, id, '/greet Ana')).at(-1)).toContain('Say hello to Ana.')
  const { commands } = await server.snapshot(id)
  expect(names(commands)).toEqual(expect.arrayContaining(['draw', 'greet', 'art:greet']))
  expect(said(await talk(server, id, '/arts:draw it')).at(-1)).toContain(
    'You wrote: "/arts:draw it',
  )
})

it('gives the words also into a turn that runs, and after the server came back', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Begin', bash('touch a'), 'Done.') })
  const [approval] = await asked(server, id)
  await server.restart()
  await server.api('POST', `/api/threads/${id}/messages`, { text: '/nosuch now' })
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  const done = await rest(server, id)
  expect(said(done)).toEqual(['Done.', expect.stringContaining('/nosuch now')])
})

it('offers a project’s skill that is not committed where threads work in its checkout, and in a worktree once its branch has it', async () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository })
  const offers = async (query: string) => names(await offered(query)).includes('ours')
  putSkill(join(repository, '.claude/skills'), 'ours', skillText('ours', 'Ours for $ARGUMENTS.'))
  const local = await server.thread({ projectId, mode: 'local', prompt: 'Hello' })
  await rest(server, local)
  expect((await server.snapshot(local)).commands).toContainEqual(
    expect.objectContaining({ name: 'ours', description: 'Says hello to people (project)' }),
  )
  expect(await Promise.all(['', '?mode=worktree', '?mode=local'].map(offers))).toEqual([
    false,
    false,
    true,
  ])
  git('switch', '-qc', 'side')
  git('add', '.claude')
  git('commit', '-qm', 'Ours')
  expect(await offers('?base=side')).toBe(true)
  expect(await offers('')).toBe(false)
  git('branch', '-f', 'main', 'side')
  expect(await offers('')).toBe(true)
})
