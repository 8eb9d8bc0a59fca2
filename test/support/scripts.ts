// Scripts for the scripted model, as they stand in a prompt; and the steps that tests use again and again.

export type Block = string | Record<string, unknown>
export type ToolCall = { tool: string; input: Record<string, unknown> }
export type Step = Block | Block[] | { blocks: Block[]; [option: string]: unknown }

/** A prompt with its own script. */
export function prompt(words: string, ...steps: Step[]): string {
  return `${words} [[script:${JSON.stringify(steps)}]]`
}

export function write(path: string, content: string): ToolCall {
  return { tool: 'Write', input: { file_path: `{{cwd}}/${path}`, content } }
}

export function bash(command: string): ToolCall {
  return { tool: 'Bash', input: { command, description: 'Run it' } }
}
