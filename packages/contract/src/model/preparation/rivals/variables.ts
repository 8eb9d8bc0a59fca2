// The variables that rivals give to their commands, said with ours.
import type { RivalFile } from '../../../nouns/preparation/rival.ts'
import type { Note } from './said.ts'

const root = '"$A_PARALLEL_PROJECT_PATH"'
const here = '"$A_PARALLEL_THREAD_PATH"'
const name = '"$A_PARALLEL_THREAD_NAME"'
export const portName = 'PORT'
const port = `"$${portName}"`

const given: Partial<Record<RivalFile, Readonly<Record<string, string>>>> = {
  'conductor.json': {
    CONDUCTOR_ROOT_PATH: root,
    CONDUCTOR_WORKSPACE_PATH: here,
    CONDUCTOR_WORKSPACE_NAME: name,
    CONDUCTOR_PORT: port,
  },
  '.superset/config.json': {
    SUPERSET_ROOT_PATH: root,
    SUPERSET_WORKSPACE_PATH: here,
    SUPERSET_WORKSPACE_NAME: name,
    SUPERSET_PORT_BASE: port,
  },
  '.emdash.json': {
    EMDASH_ROOT_PATH: root,
    EMDASH_TASK_PATH: here,
    EMDASH_TASK_NAME: name,
    EMDASH_PORT: port,
  },
  '.cursor/worktrees.json': { ROOT_WORKTREE_PATH: root },
}

const ofRivals = /\b(?:CONDUCTOR|SUPERSET|EMDASH)_[A-Z_]+\b|\bROOT_WORKTREE_PATH\b/g

/** The command with what it uses set before it; a script that it starts may use more, so all are set for those. */
export function withVariables(file: RivalFile, command: string, note: Note): string {
  const known = given[file] ?? {}
  const used = new Set(command.match(ofRivals) ?? [])
  for (const one of used) if (!Object.hasOwn(known, one)) note('variable', one)
  const startsScript = /\.(?:sh|bash|zsh|m?js|ts|py|rb)\b/.test(command)
  const set = Object.entries(known).filter(([one]) => used.has(one) || startsScript)
  if (set.length === 0) return command
  return `export ${set.map(([one, value]) => `${one}=${value}`).join(' ')}\n${command}`
}

/** Whether a command needs a port of its thread. */
export function usesPort(command: string): boolean {
  return new RegExp(`\\$\\{?${portName}\\b`).test(command)
}
