// Skills, slash commands and subagents are words for the model, unless they carry something that works without it: hooks,
// permissions, tool servers, commands that are run when they are read. Only front matter known to describe is let pass.
import type { Brought } from '@a-parallel/shared'
import { broughtOf } from './brought.ts'

const kinds = { skills: 'skill', commands: 'slash-command', agents: 'subagent' } as const
export type WordsFolder = keyof typeof kinds

const harmless = new Set([
  'name',
  'description',
  'when_to_use',
  'argument-hint',
  'arguments',
  'disable-model-invocation',
  'user-invocable',
  'model',
  'effort',
  'color',
  'license',
  'version',
  'metadata',
  'compatibility',
])

/** Which folder of the agent's a path in a checkout lies in, if it is a file of such words; folders may be nested. */
export function wordsFolderOf(path: string): WordsFolder | null {
  const found = /(?:^|\/)\.claude\/(?:(skills)\/.*SKILL\.md|(commands|agents)\/.*\.md)$/i.exec(path)
  const folder = found?.[1] ?? found?.[2]
  return folder === undefined ? null : (folder.toLowerCase() as WordsFolder) // One of the three it was matched by.
}

/**
 * @param text what the file holds.
 * @param cut it holds more than that, which may be something else than words.
 */
export function wordsBrought(
  file: string,
  folder: WordsFolder,
  text: string,
  cut = false,
): Brought[] {
  return !cut && isWordsAlone(text) ? [] : [broughtOf(kinds[folder], { file, key: '' }, text)]
}

function isWordsAlone(text: string): boolean {
  // `!` before a command in backticks, or behind a fence, runs it when the file is read. The end of a longer fence is found
  // as well; all of it would be looked for from each of its characters.
  if (/!\s*`|`{3}\s*!|~{3}\s*!/.test(text)) return false
  const front = /^\uFEFF?\s*---[ \t]*\r?\n([^]*?)\r?\n---/.exec(text)?.[1]
  if (front === undefined) return !/^\uFEFF?\s*---/.test(text)
  let began = false
  for (const line of front.split(/\r?\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const key = /^([A-Za-z_-]+):(?:\s|$)/.exec(line)?.[1]
    if (key !== undefined && harmless.has(key)) began = true
    // What is indented goes on with the key above it; so does a list.
    else if (!began || !/^(?:\s+|- )/.test(line)) return false
  }
  return true
}
