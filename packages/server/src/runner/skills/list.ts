// The skills that stand on the machine, each with what it says of itself. Nothing of them is run.
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { SkillFile, SkillFilePiece } from '@a-parallel/shared'
import { skillLimits } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import type { FoundSkill, SkillRoot } from '../skills-port.ts'
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
): Promise<FoundSkill[]> {
  const all = await standing(env, repository)
  const committed =
    repository === null || branch === null ? null : await blobsOf(git, repository, branch)
  const found: FoundSkill[] = []
  // One after the other: each may have megabytes.
  for (const one of all.slice(0, most)) {
    const content = await contentOf(one.path)
    if (content === null) continue
    const { text } = content
    const said = readSkillText(text, one.folder, one.form)
    const { source, form, path } = one
    const plugin = one.plugin && { ...one.plugin, short: said.name }
    const isCommitted =
      source === 'project' && repository !== null && committed !== null
        ? committed.get(relative(repository, path).replaceAll('\\', '/')) === blobName(text)
        : null
    // A plugin's is known by its folder and by its plugin's name, whatever it says of itself.
    const folder = wholeName(one)
    const name = plugin ? folder : said.name
    const { description, hint, isInvocable, faults } = said
    const told = { description, hint, isInvocable, faults, isCommitted, plugin }
    found.push({ id: idOf(one), source, form, name, folder, path, ...told })
  }
  return found
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
  const content = one ? await contentOf(one.path) : null
  if (!one || content === null) return null
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

async function standing(env: Environment, repository: string | null): Promise<Standing[]> {
  const user = agentFolder(env, { repository: null })
  const own = repository === null ? null : agentFolder(env, { repository })
  const found = await Promise.all([
    own === null ? [] : skillsIn(join(own, 'skills'), 'project'),
    own === null ? [] : commandsIn(join(own, 'commands'), 'project'),
    skillsIn(join(user, 'skills'), 'user'),
    commandsIn(join(user, 'commands'), 'user'),
    pluginSkills(env, repository),
  ])
  return found.flat()
}

async function skillsIn(root: string, source: FoundSkill['source']): Promise<Standing[]> {
  const names = (await ifThere(readdir(root))) ?? []
  const found = await Promise.all(
    names.toSorted().map(async (folder): Promise<Standing[]> => {
      const base = join(root, folder)
      const path = join(base, 'SKILL.md')
      const stats = await ifThere(stat(path))
      return stats?.isFile() ? [{ source, form: 'skill', folder, path, base, plugin: null }] : []
    }),
  )
  return found.flat()
}

/** A command in a folder is called by both: `git:tidy`. */
async function commandsIn(root: string, source: FoundSkill['source']): Promise<Standing[]> {
  return (await pathsBelow(root))
    .filter((path) => path.endsWith('.md'))
    .map((inside): Standing => {
      const folder = inside.slice(0, -'.md'.length).replaceAll('/', ':')
      return { source, form: 'command', folder, path: join(root, inside), base: null, plugin: null }
    })
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1))
}

/** Of the plugins that the agent's program has installed. */
async function pluginSkills(env: Environment, repository: string | null): Promise<Standing[]> {
  const plugins = await installedPlugins(env, repository)
  const found = await Promise.all(
    plugins.map(async ({ path, ...plugin }) => {
      const [skills, commands] = await Promise.all([
        skillsIn(join(path, 'skills'), 'plugin'),
        commandsIn(join(path, 'commands'), 'plugin'),
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
async function pathsBelow(root: string): Promise<string[]> {
  const paths: string[] = []
  const folders = ['']
  for (let at = 0; at < Math.min(folders.length, skillLimits.files); at++) {
    const folder = folders[at] ?? ''
    const entries = (await ifThere(readdir(join(root, folder), { withFileTypes: true }))) ?? []
    for (const entry of entries) {
      if (entry.isDirectory()) folders.push(`${folder}${entry.name}/`)
      else if (entry.isFile()) paths.push(folder + entry.name)
    }
    if (paths.length > skillLimits.files) break
  }
  return paths.slice(0, skillLimits.files)
}

/** Path → blob of what a branch holds of skills; null where that cannot be told. */
async function blobsOf(
  git: Git,
  repository: string,
  branch: string,
): Promise<Map<string, string> | null> {
  const places = ['.claude/skills/', '.claude/commands/']
  const args = ['ls-tree', '-r', '-z', `refs/heads/${branch}`, '--', ...places]
  const { code, text } = await git(args, {
    cwd: repository,
    name: 'committed-skills',
    successExitCodes: [0, 128],
  }).catch(untold)
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
