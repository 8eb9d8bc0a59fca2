// Skills with the real agent: installed, told at once to those at work, used by them and by a slash, switched off in a
// project, removed and brought back.
import type { Skill, StagedSkills } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { makeRepository, startTestServer, type TestServer } from '../../support/server.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../../support/skills/https-git.ts'
import { madeZip } from '../../../packages/server/src/runner/skills/archive/made-archives.ts'
import { putSkill, skillText, zippedSkill } from '../../support/skills/skill-files.ts'
import { rest, talk, toolCalls } from '../../support/threads.ts'

let server: TestServer
let outside: string
let git: HttpsGit
let repository: string
let projectId: string

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'a-parallel-skills-'))
  const certificate = madeCertificate(outside)
  git = await startHttpsGit(outside, certificate)
  server = await startTestServer({ env: { GIT_SSL_CAINFO: certificate } })
  repository = server.repository('shop')
  projectId = await server.addProject(repository)
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
})
afterAll(async () => {
  await server?.close()
  await git?.close()
  rmSync(outside, { recursive: true, force: true })
})

const own = (...path: string[]) => join(server.folder, 'home', '.claude', 'skills', ...path)
const list = async (query = `?projectId=${projectId}`): Promise<Skill[]> =>
  (await server.api('GET', `/api/skills${query}`)).body.skills
const find = async (name: string) => (await list()).find((one) => one.name === name)

async function sendArchive(name: string, bytes: Buffer, query = ''): Promise<Response> {
  return fetch(`${server.origin}/api/skills/archives?name=${name}${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}` },
    body: new Uint8Array(bytes),
  })
}
const install = async ({ id, skills }: StagedSkills) =>
  (
    await server.api('POST', `/api/skills/staged/${id}`, {
      inside: skills.map(({ inside }) => inside),
    })
  ).status
const uses = (skill: string, args = '') => ({ tool: 'Skill', input: { skill, args } })

it('is installed from an archive, told at once to an agent that lives, and used by it', async () => {
  const thread = await server.thread({ projectId, permissionMode: 'bypass', prompt: 'Hello' })
  await rest(server, thread)
  expect((await server.snapshot(thread)).commands.map(({ name }) => name)).not.toContain('greet')
  const text = skillText('greet', 'Say hello to $ARGUMENTS.')
  const answer = await sendArchive('greet.zip', zippedSkill('greet', text))
  expect(answer.status).toBe(201)
  const staged = (await answer.json()) as StagedSkills // As the call declares it.
  expect(staged.skills).toMatchObject([{ name: 'greet', text, change: null }])
  expect(existsSync(own())).toBe(false)
  expect(await install(staged)).toBe(200)
  await server.until(thread, ({ commands }) => commands.some(({ name }) => name === 'greet'))

  await talk(server, thread, '/greet Ana')
  const told = () =>
    server.model
      .requests()
      .flatMap((request) => request.told)
      .join('\n')
  expect(told()).toContain('Say hello to Ana.')
  const used = await talk(server, thread, prompt('Greet Ben', uses('greet', 'Ben'), 'Done.'))
  expect(toolCalls(used).at(-1)).toMatchObject({ name: 'Skill', state: 'completed' })
  expect(told()).toContain('Say hello to Ben.')
  expect(await find('greet')).toMatchObject({
    source: 'user',
    state: 'in-use',
    usedIn: { count: 1, threads: [{ threadId: thread, title: 'Hello', projectId }] },
    origin: { kind: 'archive', name: 'greet.zip', inside: 'greet' },
  })
  expect((await list()).filter(({ source }) => source === 'bundled').length).toBeGreaterThan(5)
})

it('is done without in a project where it is switched off, now and from the next start on', async () => {
  const id = 'user:skill:greet'
  const thread = await server.thread({ projectId, permissionMode: 'bypass', prompt: 'Hello' })
  await rest(server, thread)
  const offers = (name: string, does: boolean) =>
    server.until(thread, ({ commands }) => commands.some((one) => one.name === name) === does)
  await offers('greet', true)
  const turn = (off: boolean) =>
    server.api('POST', `/api/projects/${projectId}/skills`, { skill: id, off })
  expect((await turn(true)).status).toBe(200)
  await offers('greet', false)
  const refused = await talk(server, thread, prompt('Try it', uses('greet'), 'Done.'))
  expect(toolCalls(refused).at(-1)?.state).toBe('failed')
  const later = await server.thread({
    projectId,
    permissionMode: 'bypass',
    prompt: prompt('Try it', uses('greet'), 'Done.'),
  })
  expect(toolCalls(await rest(server, later)).at(-1)?.state).toBe('failed')
  expect((await server.snapshot(later)).commands.map(({ name }) => name)).not.toContain('greet')
  expect((await find('greet'))?.state).toBe('off')
  expect((await turn(false)).status).toBe(200)
  await offers('greet', true)
  const again = await talk(server, thread, prompt('Try again', uses('greet'), 'Done.'))
  expect(toolCalls(again).at(-1)?.state).toBe('completed')
})

it('is fetched over https, updated from there, and what it replaced is brought back', async () => {
  const files = {
    'skills/ship/SKILL.md': skillText('ship', 'Ship one.'),
    'README.md': '# Skills\n',
  }
  const source = makeRepository(join(outside, 'skills'), files)
  const stage = async (from: object) =>
    (await server.api('POST', '/api/skills/staged', { projectId: null, from })).body
  const url = `${git.origin}/skills`
  const first: StagedSkills = await stage({ kind: 'git', url })
  expect(first.skills).toMatchObject([{ name: 'ship', inside: 'skills/ship' }])
  expect(await install(first)).toBe(200)
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: source }).toString().trim()
  expect(await find('ship')).toMatchObject({ origin: { kind: 'git', url, commit } })

  putSkill(join(source, 'skills'), 'ship', skillText('ship', 'Ship two.'))
  execFileSync('git', ['commit', '-qam', 'Two'], { cwd: source })
  const second: StagedSkills = await stage({ kind: 'again', name: 'ship' })
  expect(second.skills).toMatchObject([{ name: 'ship', change: { changed: ['SKILL.md'] } }])
  expect(await install(second)).toBe(200)
  const { kept } = (await server.api('GET', '/api/skills')).body
  expect(kept).toMatchObject([{ name: 'ship', why: 'replaced' }])
  expect((await server.api('POST', `/api/skills/kept/${kept[0].id}`)).status).toBe(200)
  const body = await server.api('GET', '/api/skills/text?skill=user:skill:ship')
  expect(body.body.text).toContain('Ship one.')

  const missing = await server.api('POST', '/api/skills/staged', {
    projectId: null,
    from: { kind: 'git', url: `${git.origin}/nothing` },
  })
  expect([missing.status, missing.body.code]).toEqual([502, 'skill_fetch_failed'])
})

it('a repository with a link in its tree is refused', async () => {
  const source = makeRepository(join(outside, 'linked'), {
    'SKILL.md': skillText('linked', 'Hello.'),
  })
  execFileSync('ln', ['-s', '/etc/passwd', 'passwords'], { cwd: source })
  execFileSync('git', ['add', '-A'], { cwd: source })
  execFileSync('git', ['commit', '-qm', 'Link'], { cwd: source })
  const answer = await server.api('POST', '/api/skills/staged', {
    projectId: null,
    from: { kind: 'git', url: `${git.origin}/linked` },
  })
  expect([answer.body.code, answer.body.values.reason]).toEqual(['skill_archive_refused', 'link'])
})

it('of a project is in use once it is trusted, and says that it is not committed', async () => {
  const text = skillText('hooked', 'Hello.', 'hooks: {}\n')
  const written = await server.api('POST', '/api/skills', {
    projectId,
    name: 'hooked',
    text,
    was: null,
  })
  expect(written.status).toBe(200)
  expect(await find('hooked')).toMatchObject({ state: 'restricted', isCommitted: false })
  await server.trust(projectId)
  execFileSync('git', ['add', '-A'], { cwd: repository })
  execFileSync('git', ['commit', '-qm', 'Skill'], { cwd: repository })
  expect(await find('hooked')).toMatchObject({ state: 'in-use', isCommitted: true })
  expect((await list('')).map(({ name }) => name)).not.toContain('hooked')
})

it('is the one that was chosen where two have one name, and never both', async () => {
  const archive = madeZip([
    { name: 'one/twin/SKILL.md', text: skillText('twin', 'One.') },
    { name: 'two/twin/SKILL.md', text: skillText('twin', 'Two.') },
  ])
  const staged = (await (await sendArchive('twins.zip', archive)).json()) as StagedSkills // As the call declares it.
  expect(staged.skills.map(({ inside }) => inside)).toEqual(['one/twin', 'two/twin'])
  expect(await install(staged)).toBe(422)
  expect(existsSync(own('twin'))).toBe(false)
  expect(await install({ ...staged, skills: staged.skills.slice(1) })).toBe(200)
  const body = await server.api('GET', '/api/skills/text?skill=user:skill:twin')
  expect(body.body.text).toContain('Two.')
})

it('is removed, and brought back', async () => {
  const removed = await server.api('DELETE', '/api/skills?name=greet')
  expect(removed.status).toBe(200)
  expect(existsSync(own('greet'))).toBe(false)
  expect((await server.api('POST', `/api/skills/kept/${removed.body.keptId}`)).status).toBe(200)
  expect(readdirSync(own('greet')).toSorted()).toEqual(['SKILL.md', 'scripts'])
  expect((await find('greet'))?.origin).toMatchObject({ kind: 'archive' })
})

it('refuses what is no skill, no name and nobody’s', async () => {
  const code = async (...ask: Parameters<TestServer['api']>) => (await server.api(...ask)).body.code
  const write = (more: object) => ({ projectId: null, name: 'x', text: 'Hi', was: null, ...more })
  expect(await code('POST', '/api/skills', write({ name: '../x' }))).toBe('invalid_input')
  expect(await code('POST', '/api/skills', write({ text: '---\nname: y\n' }))).toBe('skill_invalid')
  expect(await code('POST', '/api/skills', write({ projectId: crypto.randomUUID() }))).toBe(
    'project_not_found',
  )
  expect(await code('DELETE', '/api/skills?name=..')).toBe('invalid_input')
  expect(await code('DELETE', '/api/skills?name=nothing')).toBe('skill_not_found')
  const nobodys = crypto.randomUUID()
  expect(await code('POST', `/api/skills/staged/${nobodys}`, { inside: ['x'] })).toBe(
    'staged_not_found',
  )
  expect(await code('POST', `/api/skills/kept/${nobodys}`)).toBe('kept_not_found')
  const folder = join(outside, 'empty')
  writeFileSync(join(outside, 'nothing.txt'), '')
  const from = { kind: 'folder', path: folder }
  expect(await code('POST', '/api/skills/staged', { projectId: null, from })).toBe('path_missing')
  const hostile = await sendArchive('x.zip', Buffer.from('PK no zip'))
  expect((await hostile.json()).code).toBe('skill_archive_refused')
})

it('counts for a project’s skill what was used in that project, and for a person’s own what was where no project has one of its name', async () => {
  const made = async (name: string) => {
    const files = { '.claude/skills/sail/SKILL.md': skillText('sail', `Sail ${name}.`) }
    const path = makeRepository(join(outside, name), files)
    const id = await server.addProject(path)
    await trust(id)
    return id
  }
  const trust = async (id: string) => {
    const { fingerprint } = (await server.api('GET', `/api/projects/${id}/trust`)).body
    await server.api('POST', `/api/projects/${id}/trust`, { fingerprint })
  }
  const [one, other] = [await made('sailing'), await made('sails')]
  const used = async (id: string) => {
    const thread = await server.thread({
      projectId: id,
      permissionMode: 'bypass',
      prompt: prompt('Sail', uses('sail'), 'Done.'),
    })
    await rest(server, thread)
    return thread
  }
  const threads = async (query: string) =>
    (await list(query))
      .filter(({ name }) => name === 'sail')
      .map(({ source, usedIn }) => [source, usedIn.threads.map(({ threadId }) => threadId)])
  const [first, second] = [await used(one), await used(other)]
  expect(await threads(`?projectId=${one}`)).toEqual([['project', [first]]])
  expect(await threads(`?projectId=${other}`)).toEqual([['project', [second]]])

  putSkill(own(), 'sail', skillText('sail', 'Sail away.'))
  const elsewhere = await used(projectId)
  expect(await threads('')).toEqual([['user', [elsewhere]]])
})
