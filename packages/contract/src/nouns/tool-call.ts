// What the agent does with a tool, ready to be shown: no tool name needs to be known beyond the driver.
import { z } from 'zod'

/** One hunk of a unified diff; each line begins with ' ', '+' or '-'. */
export const Hunk = z.object({
  oldStart: z.number().int(),
  oldLines: z.number().int(),
  newStart: z.number().int(),
  newLines: z.number().int(),
  lines: z.array(z.string()),
})
export type Hunk = z.infer<typeof Hunk>

export const TodoEntry = z.object({
  id: z.string(),
  text: z.string(),
  state: z.enum(['pending', 'running', 'completed']),
})
export type TodoEntry = z.infer<typeof TodoEntry>

export const QuestionOption = z.object({
  label: z.string(),
  description: z.string().optional(),
  preview: z.string().optional(),
})

export const Question = z.object({
  question: z.string(),
  header: z.string().optional(),
  options: z.array(QuestionOption),
  multiSelect: z.boolean(),
})
export type Question = z.infer<typeof Question>

/** Paths are relative to the thread's checkout where they lie in it, else absolute. */
export const ToolDetail = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    command: z.string(),
    description: z.string().optional(),
    /** It goes on while the agent does something else. */
    background: z.boolean().optional(),
    /** It is ended after so long, in milliseconds, where the agent says so. */
    timeoutMs: z.number().positive().optional(),
    /** Without the fence that the agent’s program may put around commands. */
    unfenced: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('edit'),
    path: z.string(),
    created: z.boolean(),
    hunks: z.array(Hunk),
    added: z.number().int(),
    removed: z.number().int(),
    /** Lines left out of `hunks` because there were too many. */
    omittedLines: z.number().int(),
    /** Some of it is done wherever the old text stands in the file, not at one place alone. */
    everywhere: z.boolean().optional(),
    /** The notebook's cell that it is about, or behind which one is inserted; what a cell held before is not told. */
    cell: z
      .object({ id: z.string(), change: z.enum(['replaced', 'inserted', 'deleted']) })
      .optional(),
  }),
  z.object({ kind: z.literal('read'), path: z.string(), lines: z.number().int().optional() }),
  z.object({ kind: z.literal('search'), pattern: z.string(), path: z.string().optional() }),
  z.object({ kind: z.literal('fetch'), target: z.string() }),
  z.object({
    kind: z.literal('task'),
    agentType: z.string(),
    description: z.string(),
    prompt: z.string(),
  }),
  z.object({ kind: z.literal('todo'), entries: z.array(TodoEntry) }),
  z.object({ kind: z.literal('plan'), plan: z.string() }),
  z.object({
    kind: z.literal('question'),
    questions: z.array(Question),
    answers: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('other'), input: z.string() }),
])
export type ToolDetail = z.infer<typeof ToolDetail>

/** Text that a tool gave back. Beyond a limit the middle is left out and counted. */
export const ToolOutput = z.object({
  text: z.string(),
  omittedBytes: z.number().int().nonnegative(),
  /** Words of what was left out that the text does not hold, each once: by them it is found. */
  omittedWords: z.string().optional(),
})
export type ToolOutput = z.infer<typeof ToolOutput>

export const ToolState = z.enum(['running', 'completed', 'failed', 'denied', 'interrupted'])
export type ToolState = z.infer<typeof ToolState>
