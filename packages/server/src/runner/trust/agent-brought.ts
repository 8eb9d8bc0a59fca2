// What a checkout brings for the agent, whichever branch brought it.
import type { Brought } from '@a-parallel/shared'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'
import { mcpFile, serversBrought, settingsBrought, settingsFiles } from './agent-settings.ts'
import { wordsBrought, wordsFolderOf } from './agent-words.ts'
import { broughtOf } from './brought.ts'
import { contentOf } from './content.ts'

/** Schedules that the agent takes up by itself. */
const schedules = '.claude/scheduled_tasks.json'

/** What is no words, with the files of words in the checkout's own folder. */
export interface AgentFiles {
  brought: Brought[]
  words: string[]
}

export async function agentFiles(root: string): Promise<AgentFiles> {
  const [words, ...found] = await Promise.all([
    ownWords(root),
    ...settingsFiles.map((file) => read(root, file, settingsBrought)),
    read(root, mcpFile, serversBrought),
    read(root, schedules, (file, text) => [broughtOf('agent-setting', { file, key: '' }, text)]),
  ])
  return { brought: found.flat(), words }
}

/** @param more files of words that lie elsewhere than in the checkout's own folder. */
export async function agentBrought(
  root: string,
  { brought, words }: AgentFiles,
  more: readonly string[],
): Promise<Brought[]> {
  const found = await Promise.all(
    [...new Set([...words, ...more])].map((file) =>
      read(root, file, (_, text, cut) => {
        const folder = wordsFolderOf(file)
        return folder === null ? [] : wordsBrought(file, folder, text, cut)
      }),
    ),
  )
  return [...brought, ...found.flat()]
}

async function read(
  root: string,
  file: string,
  judge: (file: string, text: string, cut: boolean) => Brought[],
): Promise<Brought[]> {
  const content = await contentOf(join(root, file))
  return content === null ? [] : judge(file, content.text, content.cut)
}

/** The files in the checkout's own folders, tracked or not. */
async function ownWords(root: string): Promise<string[]> {
  const seen = new Set<string>()
  const folders = ['skills', 'commands', 'agents'].map((name) => join(root, '.claude', name))
  const files = await Promise.all(folders.map((folder) => filesBelow(folder, seen)))
  return files
    .flat()
    .map((path) => relative(root, path))
    .filter((path) => wordsFolderOf(path) !== null)
}

/** Also behind links, each folder once. */
async function filesBelow(folder: string, seen: Set<string>): Promise<string[]> {
  const real = await ifThere(realpath(folder))
  if (real === null || seen.has(real)) return []
  seen.add(real)
  const entries = (await ifThere(readdir(real, { withFileTypes: true }))) ?? []
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name)
      const below = entry.isFile() ? null : await ifThere(stat(path))
      return below?.isDirectory() ? filesBelow(path, seen) : [path]
    }),
  )
  return found.flat()
}
