// What would be installed, in a folder of ours that no agent looks into. It is written only once all of it was read and found
// right, and it goes when it was installed or thrown away, or with the next server.
import { Problem } from '@a-parallel/contract/model'
import type { DiffHunk, SkillFilePiece, SkillSide, StagedSkill } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Git } from '../git/core.ts'
import { isThere } from '../git/worktrees/if-there.ts'
import { absolute } from '../machine/absolute.ts'
import type { StageAsk, StagedFileAsk, StagedFrom } from '../skills-port.ts'
import type { TreeFile } from './archive/rules.ts'
import { unpack } from './archive/unpack.ts'
import { filesInside, skillFolders, stagedSkill } from './contents.ts'
import { fetchRepository } from './fetch.ts'
import { compareTexts } from './file/compare.ts'
import { readComparable, readPieceInside } from './file/piece.ts'
import { agentFolder, type Environment } from './roots.ts'
import { readTree, writeTree } from './tree.ts'

export interface StagePorts {
  git: Git
  env: Environment
  /** Where everything that is staged lies. */
  folder: string
}

interface Fetched {
  from: StagedFrom
  called: string
  files: TreeFile[]
}

/** Throws what `SkillRunner.stage` throws. */
export async function stageSkills(
  { git, env, folder }: StagePorts,
  { id, from, credentialFor, ...root }: StageAsk,
): Promise<{ from: StagedFrom; skills: StagedSkill[] }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { called, files, from: staged } = await fetched(git, folder, { from, credentialFor })
  const folders = skillFolders(files)
  if (folders.length === 0)
    throw new Problem(
      'skills_none',
      'There is no SKILL.md in it. Choose the folder that holds one.',
    )
  await writeTree(join(folder, id), files, 0o077).catch(async (cause: unknown) => {
    await dropStaged(folder, id)
    throw cause
  })
  const standing = await standingIn(join(agentFolder(env, root), 'skills'), folders, files, called)
  const skills = folders.map((inside) =>
    stagedSkill(files, inside, called, (name) => standing.get(name) ?? null),
  )
  return { from: staged, skills }
}

/** The files of one skill that was staged. Throws `staged_not_found`. */
export async function stagedFiles(folder: string, id: string, inside: string): Promise<TreeFile[]> {
  const place = join(folder, id)
  if (!(await isThere(place))) throw new Problem('staged_not_found')
  return filesInside(await readTree(place), inside)
}

/** Throws `skill_file_not_found`, `skill_file_denied`. */
export function readStaged(
  ports: StagePorts,
  { side, from, ...ask }: StagedFileAsk & { side: SkillSide; from: number },
): Promise<SkillFilePiece> {
  return readPieceInside(folderOf(ports, ask, side), ask.path, from)
}

/** Null: they are too large, or no text. Throws as above. */
export async function compareStaged(
  ports: StagePorts,
  ask: StagedFileAsk,
): Promise<DiffHunk[] | null> {
  const [before, after] = await Promise.all(
    (['standing', 'staged'] as const).map((side) =>
      readComparable(folderOf(ports, ask, side), ask.path),
    ),
  )
  return before && after ? compareTexts(ports.git, ports.folder, { before, after }) : null
}

function folderOf(
  { env, folder }: StagePorts,
  { id, inside, name, ...root }: StagedFileAsk,
  side: SkillSide,
): string {
  return side === 'staged' ? join(folder, id, inside) : join(agentFolder(env, root), 'skills', name)
}

export async function dropStaged(folder: string, id?: string): Promise<void> {
  await rm(id === undefined ? folder : join(folder, id), { recursive: true, force: true })
}

async function fetched(
  git: Git,
  folder: string,
  { from, credentialFor }: Pick<StageAsk, 'from' | 'credentialFor'>,
): Promise<Fetched> {
  switch (from.kind) {
    case 'folder': {
      const path = absolute(from.path)
      const files = await readTree(path)
      return { from: { kind: 'folder', path }, called: nameOf(path), files }
    }
    case 'git': {
      const { url, commit, files } = await fetchRepository(git, folder, from.url, credentialFor)
      return { from: { kind: 'git', url, commit }, called: nameOf(url), files }
    }
    case 'archive': {
      const bytes = Buffer.from(from.bytes)
      const files = await unpack(bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return {
        from: { kind: 'archive', name: basename(from.name.replaceAll('\\', '/')), sha256 },
        called: nameOf(from.name),
        files,
      }
    }
  }
}

/** As a skill may be called, of a path, a file or an address. */
function nameOf(path: string): string {
  const last =
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  const plain = last.replace(/\.(?:zip|skill|tar|tar\.gz|tgz|git)$/i, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 64)
}

/** What stands in the places of these skills; one that cannot be read is another. */
async function standingIn(
  root: string,
  folders: readonly string[],
  files: readonly TreeFile[],
  called: string,
): Promise<Map<string, TreeFile[]>> {
  const names = new Set(
    folders.flatMap((inside) => stagedSkill(files, inside, called, () => null).name ?? []),
  )
  const found = await Promise.all(
    [...names].map(async (name) => {
      const place = join(root, name)
      if (!(await isThere(place))) return null
      // A link in what its owner has is no reason to tell nothing of the rest.
      return [name, await readTree(place, () => undefined).catch(() => [])] as const
    }),
  )
  return new Map(found.filter((one) => one !== null))
}
