// The commands of rivals' files, by the form in which each keeps them.
import { z } from 'zod'
import { addPattern } from './patterns.ts'
import type { Note, Said } from './said.ts'

/** Reads one of them. @throws ZodError where even its outer form is another. */
export type Reader = (value: unknown, said: Said, note: Note) => void

const Any = z.record(z.string(), z.unknown())

/** Keys that mean nothing for what is run or brought. */
const silent = new Set(['$schema', 'runScriptMode', 'tmux', 'name', 'version'])

/** Hands each known key to whoever reads it, and tells of the others. */
function eachOf(
  value: unknown,
  note: Note,
  known: Readonly<Record<string, (value: unknown, key: string) => void>>,
  under = '',
): void {
  for (const [key, one] of Object.entries(Any.parse(value))) {
    if (Object.hasOwn(known, key)) known[key]?.(one, `${under}${key}`)
    else if (!silent.has(key)) note('unknown', `${under}${key}`)
  }
}

const lineInto = (list: string[], note: Note) => (value: unknown, key: string) => {
  if (value === null || value === '') return
  if (typeof value === 'string') list.push(value)
  else note('type', key)
}

const linesInto = (list: string[], note: Note) => (value: unknown, key: string) => {
  const lines = typeof value === 'string' ? [value] : value
  if (!Array.isArray(lines)) return note('type', key)
  const strings = lines.filter((line): line is string => typeof line === 'string')
  if (strings.length < lines.length) note('type', key)
  list.push(...togetherOrApart(strings.filter((line) => line.trim() !== '')))
}

/** What moves the shell, or sets something in it, is for the lines that follow: those are one command. */
function togetherOrApart(lines: readonly string[]): string[] {
  const isTied = lines.some((line) => /^\s*(?:cd|pushd|export|source|set|\.)\s|^\s*\w+=/.test(line))
  return isTied ? [['set -e', ...lines].join('\n')] : [...lines]
}

export const conductor: Reader = (value, said, note) => {
  const scripts = {
    setup: lineInto(said.setup, note),
    run: lineInto(said.run, note),
    archive: lineInto(said.teardown, note),
  }
  eachOf(value, note, { scripts: (inner) => eachOf(inner, note, scripts, 'scripts.') })
}

export const superset: Reader = (value, said, note) =>
  eachOf(value, note, {
    setup: linesInto(said.setup, note),
    run: linesInto(said.run, note),
    teardown: linesInto(said.teardown, note),
  })

export const emdash: Reader = (value, said, note) => {
  let before = ''
  const scripts = {
    setup: lineInto(said.setup, note),
    run: lineInto(said.run, note),
    teardown: lineInto(said.teardown, note),
  }
  eachOf(value, note, {
    scripts: (inner) => eachOf(inner, note, scripts, 'scripts.'),
    shellSetup(line, key) {
      if (typeof line === 'string') before = line.trim()
      else note('type', key)
    },
    preservePatterns(patterns, key) {
      if (!Array.isArray(patterns)) return note('type', key)
      for (const one of patterns) {
        if (typeof one === 'string') addPattern(one, said, note)
        else note('type', key)
      }
    },
  })
  if (before === '') return
  for (const list of [said.setup, said.run, said.teardown])
    list.splice(0, list.length, ...list.map((line) => `${before}\n${line}`))
}

/** A single string is the path of a script beside the file. */
export const cursor: Reader = (value, said, note) => {
  const [unix, any]: [string[], string[]] = [[], []]
  const scriptInto = (list: string[]) => (given: unknown, key: string) => {
    const isPath = typeof given === 'string' && /^[\w./-]+$/.test(given) && given.includes('.')
    linesInto(list, note)(isPath ? `sh .cursor/${given.replace(/^\.\//, '')}` : given, key)
  }
  eachOf(value, note, {
    'setup-worktree': scriptInto(any),
    'setup-worktree-unix': scriptInto(unix),
    'setup-worktree-windows': (_, key) => note('windows', key),
  })
  said.setup.push(...(unix.length > 0 ? unix : any))
}
