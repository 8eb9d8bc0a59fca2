// Skills on a real disk: staged where no agent looks, put in place as a whole, kept when they go. Whatever is refused leaves
// everything as it was.
import type { OwnerId } from '@a-parallel/shared'
import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGit } from '../git/core.ts'
import type { SkillRunner, StageFrom } from '../skills-port.ts'
import { madeTarGz, madeZip, type MadeEntry } from './archive/made-archives.ts'
import { openKeptShelf } from './kept.ts'
import { localSkills } from './local.ts'
import { putSkill } from './place.ts'
import { asOther } from '../../../../../test/support/skills/as-other.ts'

let folder: string
let skills: SkillRunner
let repository: string

const owner = 'local' as OwnerId // Of the right shape.
const mine = { repository: null }
const head = (name: string) => `---\nname: ${name}\ndescription: Says hello\n---\n`
const keep = (why: 'removed' | 'replaced' = 'replaced') => ({
  id: randomUUID(),
  owner,
  projectId: null,
  why,
  origin: null,
})

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-skills-')))
  repository = join(folder, 'shop')
  mkdirSync(repository)
  mkdirSync(join(folder, 'home', '.claude'), { recursive: true })
  const env = { HOME: join(folder, 'home'), PATH: process.env.PATH }
  skills = localSkills({
    git: createGit({ environment: env }),
    env,
    folder: join(folder, 'data'),
    umask: 0o022,
    log: pino({ level: 'silent' }),
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const own = (...path: string[]) => join(folder, 'home', '.claude', 'skills', ...path)
const put = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, mode)
}
const archive = (bytes: Buffer, name = 'given.zip'): StageFrom => ({ kind: 'archive', name, bytes })
const listed = async (repository: string | null, branch: string | null = null) =>
  (await skills.list({ repository, branch })).skills
const names = async () => (await listed(null)).map(({ name }) => name)

/** Everything below the folder but what is ours: paths, modes, contents. */
function hashOf(): string {
  const hash = createHash('sha256')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const path = key(entry)
    if (relative(folder, path).startsWith('data')) continue
    hash.update(`${path} ${lstatSync(path).mode} `)
    if (entry.isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}
const key = (entry: { parentPath: string; name: string }) => join(entry.parentPath, entry.name)

async function install(from: StageFrom, root = mine): Promise<void> {
  const id = randomUUID()
  const { skills: staged } = await skills.stage({ ...root, id, from })
  for (const { name, inside } of staged)
    await skills.install({ ...root, id, inside, name: name ?? '', keep: keep() })
  await skills.dropStaged(id)
}

const good: MadeEntry[] = [
  { name: 'pack/greet/SKILL.md', text: `${head('greet')}Say hello.\n` },
  { name: 'pack/greet/scripts/run.sh', text: '#!/bin/sh\n', mode: 0o100755 },
  { name: 'pack/README.md', text: 'Not a skill\n' },
]

it('shows what would be installed, and installs exactly that', async () => {
  const before = hashOf()
  const id = randomUUID()
  const { skills: staged, from } = await skills.stage({ ...mine, id, from: archive(madeZip(good)) })
  expect(hashOf()).toBe(before)
  expect(from).toMatchObject({ kind: 'archive', name: 'given.zip' })
  expect(staged).toMatchObject([
    {
      name: 'greet',
      inside: 'pack/greet',
      isCut: false,
      faults: [],
      change: null,
      files: [
        { path: 'SKILL.md', executable: false },
        { path: 'scripts/run.sh', executable: true, size: 10 },
      ],
    },
  ])
  await skills.install({ ...mine, id, inside: 'pack/greet', name: 'greet', keep: keep() })
  await skills.dropStaged(id)
  expect(readdirSync(own())).toEqual(['greet'])
  expect(readdirSync(join(folder, 'home', '.claude'))).toEqual(['skills'])
  expect(statSync(own('greet', 'scripts', 'run.sh')).mode & 0o777).toBe(0o755)
  expect(statSync(own('greet', 'SKILL.md')).mode & 0o777).toBe(0o644)
  expect(readdirSync(join(folder, 'data', 'staged'))).toEqual([])
})

it.each([
  ['a way up', madeZip([...good, { name: '../../.bashrc', text: 'x' }])],
  ['a drive', madeZip([...good, { name: 'C:\\x', text: 'x' }])],
  [
    'a link to the root',
    madeTarGz([...good, { name: 'pack/greet/l', type: 'SymbolicLink', linkpath: '/' }]),
  ],
  [
    'a hard link',
    madeTarGz([...good, { name: 'pack/greet/l', type: 'Link', linkpath: '/etc/passwd' }]),
  ],
  ['a device', madeTarGz([...good, { name: 'pack/greet/d', type: 'CharacterDevice' }])],
  ['a bomb', madeZip([...good, { name: 'pack/greet/b', text: Buffer.alloc(20 << 20) }])],
  ['what is no archive', Buffer.from('hello')],
])('an archive with %s leaves everything as it was', async (_, bytes) => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Mine.\n`)
  const before = hashOf()
  await expect(skills.stage({ ...mine, id: randomUUID(), from: archive(bytes) })).rejects.toThrow(
    'Nothing was installed',
  )
  expect(hashOf()).toBe(before)
  expect(existsSync(join(folder, '.bashrc'))).toBe(false)
})

it('has no name for a skill that would be put elsewhere', async () => {
  const text = head('../../x') + 'Hello\n'
  const { skills: staged } = await skills.stage({
    ...mine,
    id: randomUUID(),
    from: archive(madeZip([{ name: 'a/SKILL.md', text }])),
  })
  expect(staged).toMatchObject([{ name: null, faults: [{ code: 'name-invalid', isGrave: true }] }])
})

it('keeps what an update replaces, and gives it back', async () => {
  const source = join(folder, 'source')
  put(join(source, 'SKILL.md'), `${head('greet')}One.\n`)
  put(join(source, 'old.txt'), 'old')
  await install({ kind: 'folder', path: source })
  put(join(source, 'SKILL.md'), `${head('greet')}Two.\n`)
  put(join(source, 'new.txt'), 'new')
  rmSync(join(source, 'old.txt'))
  const id = randomUUID()
  const { skills: staged } = await skills.stage({
    ...mine,
    id,
    from: { kind: 'folder', path: source },
  })
  expect(staged[0]?.change).toEqual({
    changed: ['SKILL.md'],
    added: ['new.txt'],
    removed: ['old.txt'],
  })
  const its = { ...mine, id, inside: '', name: 'greet', path: 'SKILL.md', from: 0 }
  expect(await skills.readStaged({ ...its, side: 'standing' })).toMatchObject({
    text: `${head('greet')}One.\n`,
  })
  await install({ kind: 'folder', path: source })
  expect(readFileSync(own('greet', 'SKILL.md'), 'utf8')).toContain('Two.')
  const [kept] = await skills.kept(owner)
  expect(kept).toMatchObject({ why: 'replaced', kept: { name: 'greet', files: 2 } })
  await skills.restore({ ...mine, keptId: kept?.id ?? '', owner, keep: keep() })
  expect(readFileSync(own('greet', 'SKILL.md'), 'utf8')).toContain('One.')
  expect(readdirSync(own('greet')).toSorted()).toEqual(['SKILL.md', 'old.txt'])
  // What stood there in its turn.
  expect(await skills.kept(owner)).toMatchObject([{ kept: { files: 2 } }])
  expect(await skills.kept('eve' as OwnerId)).toEqual([]) // Of the right shape.
})

it('removes, refuses what is not there, and gives back', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Hello.\n`)
  const why = keep('removed')
  await skills.remove({ ...mine, name: 'greet', keep: why })
  expect(await names()).toEqual([])
  await expect(skills.remove({ ...mine, name: 'greet', keep: keep() })).rejects.toThrow()
  await skills.restore({ ...mine, keptId: why.id, owner, keep: keep() })
  expect(await names()).toEqual(['greet'])
})

it('gives back all that a person had, whatever no archive may hold', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Hello.\n`, 0o600)
  put(own('greet', '.git', 'HEAD'), 'ref: refs/heads/main\n')
  mkdirSync(own('greet', 'empty'))
  symlinkSync('SKILL.md', own('greet', 'README.md'))
  const elsewhere = join(folder, 'elsewhere')
  put(join(elsewhere, 'SKILL.md'), `${head('linked')}Hello.\n`)
  symlinkSync('../../../elsewhere', own('linked'))
  const before = hashOf()
  for (const name of ['greet', 'linked']) {
    const why = keep('removed')
    await skills.remove({ ...mine, name, keep: why })
    expect(existsSync(own(name))).toBe(false)
    expect(existsSync(join(elsewhere, 'SKILL.md'))).toBe(true)
    await skills.restore({ ...mine, keptId: why.id, owner, keep: keep() })
  }
  expect(hashOf()).toBe(before)
  expect(readlinkSync(own('linked'))).toBe('../../../elsewhere')
  expect(await skills.kept(owner)).toEqual([])
})

it('writes a new one once, and another text only over the one that was seen', async () => {
  const text = `${head('tidy')}Tidy up.\n`
  await skills.write({ ...mine, name: 'tidy', text, was: null })
  await expect(skills.write({ ...mine, name: 'tidy', text, was: null })).rejects.toThrow('already')
  await skills.write({ ...mine, name: 'tidy', text: `${text}More.\n`, was: text })
  await expect(skills.write({ ...mine, name: 'tidy', text, was: text })).rejects.toThrow('changed')
  expect(readdirSync(own('tidy'))).toEqual(['SKILL.md'])
})

it('what nobody can bring back goes: what a killed server had begun to keep, and records past their time that cannot be read', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Mine.\n`)
  const kept = join(folder, 'data', 'kept')
  const record = keep('removed')
  await skills.remove({ ...mine, name: 'greet', keep: record })
  put(join(kept, 'killed.new', 'skill', 'SKILL.md'), 'Half.')
  for (const name of ['unread', 'bare', 'fresh']) put(join(kept, name, 'skill', 'SKILL.md'), 'Old.')
  put(join(kept, 'unread', 'kept.json'), '{"id":')
  for (const name of ['unread', 'bare']) utimesSync(join(kept, name), 0, 0)
  await skills.sweepKept()
  expect(readdirSync(kept).toSorted()).toEqual([record.id, 'fresh'].toSorted())
})

it('what stood in a place stands there again when the new one cannot be put', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Mine.\n`)
  const before = hashOf()
  const env = { HOME: join(folder, 'home') }
  const log = pino({ level: 'silent' })
  const shelf = openKeptShelf({ folder: join(folder, 'data', 'kept'), now: () => Date.now(), log })
  const makesNothing = () => Promise.resolve()
  const ask = { ...mine, name: 'greet', keep: keep() }
  await expect(putSkill({ env, shelf, log }, ask, makesNothing)).rejects.toThrow('ENOENT')
  expect(hashOf()).toBe(before)
})

it('writes a text where its owner keeps it', async () => {
  const text = `${head('tidy')}Tidy up.\n`
  const kept = join(folder, 'notes', 'tidy.md')
  put(kept, text, 0o640)
  mkdirSync(own('tidy'), { recursive: true })
  symlinkSync(kept, own('tidy', 'SKILL.md'))
  await skills.write({ ...mine, name: 'tidy', text: `${text}More.\n`, was: text })
  expect(readlinkSync(own('tidy', 'SKILL.md'))).toBe(kept)
  expect(readFileSync(kept, 'utf8')).toBe(`${text}More.\n`)
  expect(statSync(kept).mode & 0o777).toBe(0o640)
  expect([...readdirSync(own('tidy')), ...readdirSync(dirname(kept))]).toEqual([
    'SKILL.md',
    'tidy.md',
  ])
})

it.each(['.claude', '.claude/skills'])(
  'writes through no link at %s of a repository',
  async (link) => {
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    mkdirSync(dirname(join(repository, link)), { recursive: true })
    symlinkSync(elsewhere, join(repository, link))
    const text = `${head('tidy')}Tidy up.\n`
    await expect(skills.write({ repository, name: 'tidy', text, was: null })).rejects.toThrow(
      'plain folder',
    )
    expect(readdirSync(elsewhere)).toEqual([])
  },
)

it('a folder with a link in it is not installed', async () => {
  const source = join(folder, 'source')
  put(join(source, 'SKILL.md'), `${head('greet')}Hello.\n`)
  symlinkSync('/etc/passwd', join(source, 'passwords'))
  const from: StageFrom = { kind: 'folder', path: source }
  await expect(skills.stage({ ...mine, id: randomUUID(), from })).rejects.toThrow('a link')
})

it.each([
  'http://example.test/x',
  'ext::sh -c id',
  'file:///etc',
  'fd::17',
  'git://example.test/x',
  'ssh://me:secret@example.test/x',
  '--upload-pack=x',
  '/etc',
  'https://me:secret@example.test/x',
  'https://example.test/x?y',
])('fetches nothing from %s', async (url) => {
  const from: StageFrom = { kind: 'git', url }
  await expect(skills.stage({ ...mine, id: randomUUID(), from })).rejects.toMatchObject({
    code: 'skill_source_refused',
  })
})

it('tells of one’s own where a project’s folder is gone', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Hello.\n`)
  rmSync(repository, { recursive: true })
  const found = await listed(repository, 'main')
  expect(found.map(({ name }) => name)).toEqual(['greet'])
})

it('tells of what stands in a project, in one’s own folder and in plugins, and what each says', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Hello.\n`)
  put(join(repository, '.claude', 'skills', 'ship', 'SKILL.md'), `${head('ship')}Ship it.\n`)
  put(join(repository, '.claude', 'commands', 'git', 'tidy.md'), '# Tidy\n\nNow.\n')
  const plugin = join(folder, 'plugin')
  put(join(plugin, 'skills', 'draw', 'SKILL.md'), `${head('sketch')}Draw.\n`)
  put(join(plugin, 'commands', 'old.md'), 'Old.\n')
  put(
    join(folder, 'home', '.claude', 'plugins', 'installed_plugins.json'),
    JSON.stringify({
      version: 2,
      plugins: {
        'art@market': [{ scope: 'user', installPath: plugin }],
        'else@market': [{ scope: 'project', projectPath: '/elsewhere', installPath: plugin }],
      },
    }),
  )
  const settings = (root: string, isOn: boolean) =>
    put(join(root, '.claude', 'settings.json'), `{"enabledPlugins":{"art@market":${isOn}}}`)
  settings(join(folder, 'home'), true)
  settings(repository, false)
  const found = await listed(repository)
  expect(found.map(({ id, name }) => [id, name])).toEqual([
    ['project:skill:ship', 'ship'],
    ['project:command:git:tidy', 'git:tidy'],
    ['user:skill:greet', 'greet'],
    ['plugin:skill:art:draw', 'art:draw'],
    ['plugin:command:art:old', 'art:old'],
  ])
  expect(found.at(-2)?.plugin).toEqual({
    id: 'art@market',
    name: 'art',
    short: 'sketch',
    isOn: true,
    isOnInRepository: false,
  })
  expect(await skills.read({ repository, id: 'project:command:git:tidy' })).toMatchObject({
    text: '# Tidy\n\nNow.\n',
    files: [],
  })
  expect(await skills.read({ repository, id: 'project:skill:../../x' })).toBeNull()
})

it('reads a plugin of a folder where its marketplace lies, as the agent’s program does, and none that went from there', async () => {
  const market = join(folder, 'market')
  const copy = join(folder, 'copy')
  const say = (root: string, name: string) =>
    put(join(root, 'skills', name, 'SKILL.md'), `${head(name)}Hello.\n`)
  say(copy, 'before')
  say(join(market, 'art'), 'now')
  const plugins = join(folder, 'home', '.claude', 'plugins')
  put(
    join(plugins, 'installed_plugins.json'),
    JSON.stringify({ plugins: { 'art@market': [{ installPath: copy }] } }),
  )
  const from = (source: object) =>
    put(join(plugins, 'known_marketplaces.json'), JSON.stringify({ market: { source } }))
  const lists = (...all: object[]) =>
    put(join(market, '.claude-plugin', 'marketplace.json'), JSON.stringify({ plugins: all }))
  const names = async () => (await listed(repository)).map(({ name }) => name)
  from({ source: 'directory', path: market })
  lists({ name: 'art', source: './art' })
  expect(await names()).toEqual(['art:now'])
  lists({ name: 'art', source: { source: 'github', repo: 'a/b' } })
  expect(await names()).toEqual(['art:before'])
  lists()
  expect(await names()).toEqual([])
  from({ source: 'github', repo: 'a/b' })
  expect(await names()).toEqual(['art:before'])
})

it('tells what may not be read, and all else', async () => {
  put(own('greet', 'SKILL.md'), `${head('greet')}Hello.\n`)
  put(own('closed', 'SKILL.md'), `${head('closed')}Hello.\n`)
  put(own('shut', 'SKILL.md'), `${head('shut')}Hello.\n`, 0)
  const closed = join(repository, '.claude', 'skills')
  put(join(closed, 'ship', 'SKILL.md'), `${head('ship')}Ship it.\n`)
  chmodSync(closed, 0)
  chmodSync(own('closed'), 0)
  await asOther(folder, async () => {
    const { skills: found, unread } = await skills.list({ repository, branch: null })
    expect(unread).toEqual([closed])
    expect(found.map(({ name, faults }) => [name, faults.map(({ code }) => code)])).toEqual([
      ['closed', ['unreadable']],
      ['greet', []],
      ['shut', ['unreadable']],
    ])
    for (const name of ['closed', 'shut'])
      for (const asked of [
        skills.read({ ...mine, id: `user:skill:${name}` }),
        skills.readFile({ ...mine, id: `user:skill:${name}`, path: 'SKILL.md', from: 0 }),
      ])
        await expect(asked).rejects.toMatchObject({ code: 'skill_file_denied' })
  })
  chmodSync(closed, 0o755)
})
