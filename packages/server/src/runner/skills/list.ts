// The skills that stand on the machine, each with what it says of itself. Nothing of them is run.
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { SkillFile, SkillFilePiece } from '@a-parallel/shared'
import { Problem, skillLimits } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import type { FoundSkill, FoundSkills, SkillRoot } from '../skills-port.ts'
import { contentOf } from '../trust/content.ts'
import { readPieceAt, readPieceInside } from './file/piece.ts'
import { readSkillText } from './front-matter.ts'
import { installedPlugins, type Plugin } from './plugins.ts'
import { agentFolder, type Environment } from './roots.ts'

/** A skill's text and where it is; `base` is its folder, null for a command. */
interface Standing {
  source: FoundSkill['source']
  form: FoundSkill['form']
  folder: string
  path: string
  base: string | null
  plugin: Omit<Plugin, 'path'> | null
}

const most = 500

export async function listSkills(
  git: Git,
  env: Environment,
  { repository, branch }: SkillRoot & { branch: string | null },
): Promise<FoundSkills> {
  const unread: string[] = []
  const all = await standing(env, repository, unread)
  const committed =
    repository === null || branch === null ? null : await blobsOf(git, repository, branch)
  const found: FoundSkill[] = []
  // One after the other: each may have megabytes.
  for (const one of all.slice(0, most)) {
    const content = await ifAllowed(contentOf(one.path))
    if (content === null) continue
    const text = content === denied ? '' : content.text
    const said = content === denied ? unreadable(one) : readSkillText(text, one.folder, one.form)
    const { source, form, path } = one
    const plugin = one.plugin && { ...one.plugin, short: said.name }
    const isOfBranch = source === 'project' && repository !== null && committed !== null
    const blob = isOfBranch
      ? committed.get(relative(repository, path).replaceAll('\\', '/'))
      : undefined
    const isCommitted = isOfBranch ? blob === blobName(text) : null
    const isInBranch = isOfBranch ? blob !== undefined : null
    // A plugin's is known by its folder and by its plugin's name, whatever it says of itself.
    const folder = wholeName(one)
    const name = plugin ? folder : said.name
    const { description, hint, isInvocable, faults } = said
    const told = { description, hint, isInvocable, faults, isCommitted, isInBranch, plugin }
    found.push({ id: idOf(one), source, form, name, folder, path, ...told })
  }
  return { skills: found, unread }
}

/** By what the skills and commands of a repository itself go: their names and their folders. */
export async function namesOf(env: Environment, repository: string): Promise<string[]> {
  const names: string[] = []
  for (const { folder, form, path } of (await ofRepository(env, repository)).slice(0, most)) {
    const content = await ifAllowed(contentOf(path))
    if (content === null) continue
    names.push(folder)
    if (content !== denied) names.push(readSkillText(content.text, folder, form).name)
  }
  return names
}

/** What is told of one that may not be read, by us or by an agent. */
function unreadable({ folder }: Standing): ReturnType<typeof readSkillText> {
  const fault = { code: 'unreadable', isGrave: true, said: '', line: null } as const
  return { name: folder, description: '', hint: '', isInvocable: false, faults: [fault], body: '' }
}

const denied = Symbol('may not be read')

/** What was asked of the file system, or that we may not know. */
async function ifAllowed<T>(asked: Promise<T>): Promise<T | typeof denied> {
  try {
    return await asked
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
    if (code === 'EACCES' || code === 'EPERM') return denied
    throw cause
  }
}

/** A part of a file of it; null: there is none of this id. Throws `skill_file_not_found`, `skill_file_denied`. */
export async function readSkillFile(
  env: Environment,
  { repository, id, path, from }: SkillRoot & { id: string; path: string | null; from: number },
): Promise<SkillFilePiece | null> {
  const one = (await standing(env, repository)).find((each) => idOf(each) === id)
  if (!one) return null
  if (path === null) return readPieceAt(one.path, from)
  // A command is its text alone: what lies beside it is not its own.
  return one.base === null ? null : readPieceInside(one.base, path, from)
}

/** Null: there is none of this id. */
export async function readSkill(
  env: Environment,
  { repository, id }: SkillRoot & { id: string },
): Promise<{ text: string; isCut: boolean; files: SkillFile[] } | null> {
  const one = (await standing(env, repository)).find((each) => idOf(each) === id)
  const content = one ? await ifAllowed(contentOf(one.path)) : null
  if (!one || content === null) return null
  const { path } = one
  if (content === denied)
    throw new Problem('skill_file_denied', `${path} may not be read.`, { path })
  const isCut = content.cut || content.text.length > skillLimits.textBytes
  const files = one.base === null ? [] : await filesOf(one.base)
  return { text: content.text.slice(0, skillLimits.textBytes), isCut, files }
}

function idOf(one: Standing): string {
  return `${one.source}:${one.form}:${wholeName(one)}`
}

function wholeName({ plugin, folder }: Standing): string {
  return plugin ? `${plugin.name}:${folder}` : folder
}

/** @param unread is told of folders that may not be read. */
async function standing(
  env: Environment,
  repository: string | null,
  unread: string[] = [],
): Promise<Standing[]> {
  const user = agentFolder(env, { repository: null })
  const found = await Promise.all([
    repository === null ? [] : ofRepository(env, repository, unread),
    skillsIn(join(user, 'skills'), 'user', unread),
    commandsIn(join(user, 'commands'), 'user', unread),
    pluginSkills(env, repository, unread),
  ])
  return found.flat()
}

async function ofRepository(
  env: Environment,
  repository: string,
  unread: string[] = [],
): Promise<Standing[]> {
  const own = agentFolder(env, { repository })
  const found = await Promise.all([
    skillsIn(join(own, 'skills'), 'project', unread),
    commandsIn(join(own, 'commands'), 'project', unread),
  ])
  return found.flat()
}

async function skillsIn(
  root: string,
  source: FoundSkill['source'],
  unread: string[],
): Promise<Standing[]> {
  const names = (await ifThere(ifAllowed(readdir(root)))) ?? []
  if (names === denied) {
    unread.push(root)
    return []
  }
  const found = await Promise.all(
    names.toSorted().map(async (folder): Promise<Standing[]> => {
      const base = join(root, folder)
      const path = join(base, 'SKILL.md')
      const stats = await ifThere(ifAllowed(stat(path)))
      const isSkill = stats === denied || stats?.isFile()
      return isSkill ? [{ source, form: 'skill', folder, path, base, plugin: null }] : []
    }),
  )
  return found.flat()
}

/** A command in a folder is called by both: `git:tidy`. */
async function commandsIn(
  root: string,
  source: FoundSkill['source'],
  unread: string[],
): Promise<Standing[]> {
  return (await pathsBelow(root, unread))
    .filter((path) => path.endsWith('.md'))
    .map((inside): Standing => {
      const folder = inside.slice(0, -'.md'.length).replaceAll('/', ':')
      return { source, form: 'command', folder, path: join(root, inside), base: null, plugin: null }
    })
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1))
}

/** Of the plugins that the agent's program has installed. */
async function pluginSkills(
  env: Environment,
  repository: string | null,
  unread: string[],
): Promise<Standing[]> {
  const plugins = await installedPlugins(env, repository)
  const found = await Promise.all(
    plugins.map(async ({ path, ...plugin }) => {
      const [skills, commands] = await Promise.all([
        skillsIn(join(path, 'skills'), 'plugin', unread),
        commandsIn(join(path, 'commands'), 'plugin', unread),
      ])
      return [...skills, ...commands].map((one) => ({ ...one, plugin }))
    }),
  )
  return found.flat()
}

async function filesOf(base: string): Promise<SkillFile[]> {
  const told = await Promise.all(
    (await pathsBelow(base)).map(async (path): Promise<SkillFile[]> => {
      const stats = await ifThere(stat(join(base, path)))
      return stats ? [{ path, size: stats.size, executable: (stats.mode & 0o111) !== 0 }] : []
    }),
  )
  return told.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Of files, with slashes. Through no link but the folder itself, which may lead to the whole disk: so many and no more. */
async function pathsBelow(root: string, unread: string[] = []): Promise<string[]> {
  const paths: string[] = []
  const folders = ['']
  for (let at = 0; at < Math.min(folders.length, skillLimits.files); at++) {
    const folder = folders[at] ?? ''
    const place = join(root, folder)
    const entries = await ifThere(ifAllowed(readdir(place, { withFileTypes: true })))
    if (entries === denied) unread.push(place)
    for (const entry of entries === denied ? [] : (entries ?? [])) {
      if (entry.isDirectory()) folders.push(`${folder}${entry.name}/`)
      else if (entry.isFile()) paths.push(folder + entry.name)
    }
    if (paths.length > skillLimits.files) break
  }
  return paths.slice(0, skillLimits.files)
}

/** Path → blob of what a branch, of here or of a remote, holds of skills; null where that cannot be told. */
async function blobsOf(
  git: Git,
  repository: string,
  branch: string,
): Promise<Map<string, string> | null> {
  const places = ['.claude/skills/', '.claude/commands/']
  const listed = (ref: string) =>
    git(['ls-tree', '-r', '-z', ref, '--', ...places], {
      cwd: repository,
      name: 'committed-skills',
      successExitCodes: [0, 128],
    }).catch(untold)
  const local = await listed(`refs/heads/${branch}`)
  const { code, text } = local.code === 128 ? await listed(`refs/remotes/${branch}`) : local
  if (code !== 0) return null
  const lines = text.split('\0').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [head = '', path = ''] = line.split('\t')
      return [path, head.split(' ')[2] ?? ''] as const
    }),
  )
}

/** Its folder is gone, or holds more than anybody wrote: what else there is is told all the same. */
function untold(cause: unknown): { code: null; text: '' } {
  if (cause instanceof GitError) return { code: null, text: '' }
  throw cause
}

/** As git names a blob by SHA-1. A repository by SHA-256 tells every skill as not committed like this. */
function blobName(text: string): string {
  const bytes = Buffer.from(text)
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex')
}
