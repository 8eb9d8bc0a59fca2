// A recipe that does what rivals' files say, as text for a person to look at. Pure: nothing is run, and nothing that they
// name is looked at. Whatever cannot be said in a recipe is told.
import { z } from 'zod'
import {
  Recipe,
  TeardownCommand,
  type RecipeCommand,
  type RecipeServer,
} from '../../../nouns/preparation/recipe.ts'
import type { RecipeProposal, RivalFile, RivalNote } from '../../../nouns/preparation/rival.ts'
import { longestRecipe } from '../read-recipe.ts'
import { includePatterns } from './patterns.ts'
import { noteIn, nothingSaid, type Note, type Said } from './said.ts'
import { conductor, cursor, emdash, superset, type Reader } from './scripts.ts'
import { portName, usesPort, withVariables } from './variables.ts'

const readers: Record<Exclude<RivalFile, '.worktreeinclude'>, Reader> = {
  'conductor.json': conductor,
  '.superset/config.json': superset,
  '.emdash.json': emdash,
  '.cursor/worktrees.json': cursor,
}

export interface RivalText {
  file: RivalFile
  text: string
}

type Lists = Pick<Said, 'files' | 'folders'>
type Commands = Record<'setup' | 'teardown' | 'run', Named[]>

const most = { patterns: 100, commands: 20, servers: 10, notes: 100 } as const

export function proposeRecipe(files: readonly RivalText[]): RecipeProposal {
  const all = files.map((one) => ({ ...one, said: saidBy(one) }))
  const notes = all.flatMap(({ said }) => said.notes)
  const ready = all.map((one) => ({ ...one, note: noteAmong(notes, one.file) }))
  const lists: Lists = { files: [], folders: [] }
  const commands: Commands = { setup: [], teardown: [], run: [] }
  for (const { file, said, note } of ready) {
    for (const key of ['files', 'folders'] as const)
      for (const pattern of said[key]) addOnce(lists[key], pattern, note)
    for (const key of ['setup', 'teardown', 'run'] as const)
      for (const line of said[key])
        addCommand(commands[key], key, withVariables(file, line.trim(), note), note)
  }
  const recipe = recipeOf(lists, commands)
  return {
    found: files.map(({ file }) => file),
    text: Object.keys(recipe).length > 0 ? written(recipe) : null,
    notes: notes.slice(0, most.notes),
  }
}

/** Characters that are not seen, or turn the text about them round: what is looked at is to be what runs. */
const hidden =
  /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]/g

function named(sign: string): string {
  return sign
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

/** As JSON, in which such characters are named. */
function written(recipe: z.input<typeof Recipe>): string {
  return `${JSON.stringify(recipe, null, 2).replace(hidden, named)}\n`
}

function saidBy({ file, text }: RivalText): Said {
  const said = nothingSaid()
  const note = noteIn(said, file)
  if (text.length > longestRecipe) {
    note('long', file)
    return said
  }
  // Some editors begin a file with a byte order mark.
  const plain = text.replace(/^\uFEFF/, '')
  if (file === '.worktreeinclude') {
    includePatterns(plain, said, note)
    return said
  }
  try {
    readers[file](JSON.parse(plain), said, note)
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause
    note('syntax', cause instanceof SyntaxError ? cause.message : file)
  }
  return said
}

function noteAmong(notes: RivalNote[], file: RivalFile): Note {
  return (why, said) => void notes.push({ file, why, said: said.slice(0, 200) })
}

const Patterns = Recipe.shape.files

function addOnce(list: string[], pattern: string, note: Note): void {
  if (list.includes(pattern)) return
  if (!Patterns.safeParse({ copy: [pattern] }).success) return note('pattern', pattern)
  if (list.length === most.patterns) return note('many', pattern)
  list.push(pattern)
}

interface Named {
  name: string
  command: string
}

const names = { setup: 'setup', teardown: 'teardown', run: 'dev' } as const

function addCommand(list: Named[], key: keyof typeof names, command: string, note: Note): void {
  const limit = key === 'run' ? most.servers : most.commands
  if (list.length === limit) return note('many', command)
  const name = list.length === 0 ? names[key] : `${names[key]} ${list.length + 1}`
  if (!TeardownCommand.safeParse({ name, command }).success) return note('long', command)
  list.push({ name, command })
}

function recipeOf(
  { files, folders }: Lists,
  { setup, teardown, run }: Commands,
): z.input<typeof Recipe> {
  const needsPort = [...setup, ...teardown, ...run].some(({ command }) => usesPort(command))
  const commands: (Omit<RecipeCommand, 'blocking'> & Partial<RecipeCommand>)[] = setup
  const servers: RecipeServer[] = run.map((one) =>
    usesPort(one.command) ? { ...one, port: portName } : one,
  )
  return {
    ...(files.length > 0 && { files: { copy: files } }),
    ...(folders.length > 0 && { folders: { copy: folders } }),
    ...(needsPort && { ports: [portName] }),
    ...(commands.length > 0 && { commands }),
    ...(teardown.length > 0 && { teardown }),
    ...(servers.length > 0 && { servers }),
  }
}
