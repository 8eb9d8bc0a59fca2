// The skills in what was fetched, and how each differs from what stands in its place. Pure.
import { skillLimits } from '@a-parallel/contract/model'
import { SkillName } from '@a-parallel/contract/nouns'
import type { SkillChange, StagedSkill } from '@a-parallel/shared'
import type { TreeFile } from './archive/rules.ts'
import { readSkillText } from './front-matter.ts'

/** Folders with a SKILL.md, none inside another; empty for what is one itself. */
export function skillFolders(files: readonly TreeFile[]): string[] {
  const folders = files
    .map(({ path }) => /^(?:(.*)\/)?SKILL\.md$/.exec(path))
    .flatMap((found) => (found ? [found[1] ?? ''] : []))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const taken: string[] = []
  for (const folder of folders)
    if (!taken.some((one) => one === '' || folder.startsWith(`${one}/`))) taken.push(folder)
  return taken.toSorted().slice(0, skillLimits.skills)
}

export function filesInside(files: readonly TreeFile[], folder: string): TreeFile[] {
  if (folder === '') return [...files]
  return files.flatMap((file) =>
    file.path.startsWith(`${folder}/`)
      ? [{ ...file, path: file.path.slice(folder.length + 1) }]
      : [],
  )
}

/**
 * @param called what the archive, folder or repository is called: the name of a skill that fills it and says none.
 * @param standing what stands in the place of a skill of that name; null: nothing.
 */
export function stagedSkill(
  all: readonly TreeFile[],
  inside: string,
  called: string,
  standing: (name: string) => readonly TreeFile[] | null,
): StagedSkill {
  const files = filesInside(all, inside)
  const text = textIn(files)
  const folder = inside === '' ? called : (inside.split('/').at(-1) ?? '')
  // Its folder is named after it: another name there is no fault of what is installed.
  const said = readSkillText(text, folder)
  const name = SkillName.safeParse(said.name).data ?? null
  const there = name === null ? null : standing(name)
  return {
    name,
    inside,
    description: said.description,
    text: text.slice(0, skillLimits.textBytes),
    isCut: text.length > skillLimits.textBytes,
    faults: said.faults.filter(({ code }) => code !== 'name-differs'),
    files: files
      .map(({ path, bytes, executable }) => ({ path, size: bytes.byteLength, executable }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    change: there === null ? null : changeOf(there, files),
  }
}

function changeOf(before: readonly TreeFile[], after: readonly TreeFile[]): SkillChange {
  const old = new Map(before.map((file) => [file.path, file]))
  const paths = new Set(after.map(({ path }) => path))
  const differs = ({ path, bytes, executable }: TreeFile) => {
    const one = old.get(path)
    return one !== undefined && (one.executable !== executable || !one.bytes.equals(bytes))
  }
  return {
    added: after.filter(({ path }) => !old.has(path)).map(({ path }) => path),
    changed: after.filter(differs).map(({ path }) => path),
    removed: before.filter(({ path }) => !paths.has(path)).map(({ path }) => path),
  }
}

function textIn(files: readonly TreeFile[]): string {
  return files.find(({ path }) => path === 'SKILL.md')?.bytes.toString('utf8') ?? ''
}
