// What a thread of the demo is made of: what a person asks, and what the scripted agent does about it.
import type { PermissionMode } from '@a-parallel/shared'
import type { ScenarioInput } from '@a-parallel/scripted-model'

type StepInput = ScenarioInput['steps'][number]

export interface Seed {
  /** The first line is the thread's title. */
  prompt: string
  permissionMode: PermissionMode
  model?: string
  steps: readonly StepInput[]
  pace?: ScenarioInput['pace']
}

/** About 130 characters a second: a fast reader keeps up. */
const usual = { chunk: 6, delayMs: 45 }

/** The scenario that plays when somebody writes the seed's prompt. */
export function scenarioOf(seed: Seed): ScenarioInput {
  const title = titleOf(seed)
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return { name, match: title, pace: seed.pace ?? usual, steps: [...seed.steps] }
}

export function titleOf({ prompt }: Seed): string {
  return prompt.split('\n')[0] ?? prompt
}

/** A path in the agent's worktree. */
export const inWorktree = (path: string) => `{{cwd}}/${path}`

export const run = (command: string, description: string, more: object = {}) => ({
  tool: 'Bash',
  input: { command, description, ...more },
})

export const read = (path: string) => ({ tool: 'Read', input: { file_path: inWorktree(path) } })

export const write = (path: string, content: string) => ({
  tool: 'Write',
  input: { file_path: inWorktree(path), content },
})

export const edit = (path: string, before: string, after: string) => ({
  tool: 'Edit',
  input: { file_path: inWorktree(path), old_string: before, new_string: after },
})

export const commit = (message: string) =>
  run(`git add -A && git commit -q -m "${message}"`, 'Commit the change')

/** Runs test files, or all; says it the way people read it. */
export const nodeTest = (...files: string[]) =>
  ['node --test --test-reporter=spec', ...files].join(' ')
