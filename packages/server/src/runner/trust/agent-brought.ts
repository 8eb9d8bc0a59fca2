// What a checkout brings for the agent, whichever branch brought it.
import type { Brought } from '@a-parallel/shared'
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'
import { mcpFile, serversBrought, settingsBrought, settingsFiles } from './agent-settings.ts'
import { wordsBrought, wordsFolderOf } from './agent-words.ts'
import { broughtOf, orUnreadable } from './brought.ts'
import { contentOf } from './content.ts'

/** Schedules that the agent takes up by itself. */
const schedules = '.claude/scheduled_tasks.json'

/** What is no words, and what may not be read, with the files of words in the checkout's own folder. */
export interface AgentFiles {
  brought: Brought[]
  words: string[]
}

export async function agentFiles(root: string): Promise<AgentFiles> {
  const [own, ...found] = await Promise.all([
    ownWords(root),
    ...settingsFiles.map((file) => read(root, file, settingsBrought)),
    read(root, mcpFile, serversBrought),
    read(root, schedules, (file, text) => [broughtOf('agent-setting', { file, key: '' }, text)]),
  ])
  const words = own.filter((one) => typeof one === 'string')
  const closed = own.filter((one) => typeof one !== 'string')
  return { brought: [...found.flat(), ...closed], words }
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
  const judged = async () => {
    const content = await contentOf(join(root, file))
    return content === null ? [] : judge(file, content.text, content.cut)
  }
  return orUnreadable(file, judged())
}

/** The files in the checkout's own folders, tracked or not, and what of these may not be read. */
async function ownWords(root: string): Promise<(string | Brought)[]> {
  const seen = new Set<string>()
  const folders = ['skills', 'commands', 'agents'].map((name) => join('.claude', name))
  const found = await Promise.all(folders.map((folder) => lyingBelow(root, folder, seen)))
  return found.flat().filter((one) => typeof one !== 'string' || wordsFolderOf(one) !== null)
}

const isFile = (entry: Dirent) => entry.isFile()

/** Also behind links, each folder once. @param folder in the checkout, as all that are told. */
function lyingBelow(
  root: string,
  folder: string,
  seen: Set<string>,
): Promise<(string | Brought)[]> {
  const behind = async (path: string) => {
    const below = await ifThere(stat(join(root, path)))
    return below?.isDirectory() ? lyingBelow(root, path, seen) : [path]
  }
  const look = async () => {
    const real = await ifThere(realpath(join(root, folder)))
    if (real === null || seen.has(real)) return []
    seen.add(real)
    const entries = (await ifThere(readdir(real, { withFileTypes: true }))) ?? []
    const [files, others] = [entries.filter(isFile), entries.filter((one) => !isFile(one))]
    const found = await Promise.all(
      others.map(({ name }) => orUnreadable(join(folder, name), behind(join(folder, name)))),
    )
    return [...files.map(({ name }) => join(folder, name)), ...found.flat()]
  }
  return orUnreadable(folder, look())
}
