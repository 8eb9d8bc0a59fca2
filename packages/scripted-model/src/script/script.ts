// The shape of a script: what the scripted model answers, step by step.
// One schema for scenario files, for scripts inside a prompt and for scripts written in TypeScript.
// It never reads a conversation and never writes to a socket.
import { z } from 'zod'

const pace = {
  /** Characters per streamed delta. */
  chunk: z.number().int().positive().optional(),
  /** Milliseconds before each delta; divided by the server's speed. */
  delayMs: z.number().nonnegative().optional(),
}

const textBlock = z.strictObject({ text: z.string(), ...pace })
const thinkingBlock = z.strictObject({ thinking: z.string(), ...pace })
const toolBlock = z.strictObject({
  tool: z.string().min(1),
  input: z.record(z.string(), z.unknown()).default({}),
  id: z.string().optional(),
  ...pace,
})
const hugeBlock = z.strictObject({
  huge: z
    .strictObject({
      deltas: z.number().int().positive().optional(),
      bytes: z.number().int().positive().optional(),
      /** Characters per delta (generated text is plain ASCII: characters are bytes). */
      chars: z.number().int().positive().default(40),
      /** Deltas per second; 0 sends as fast as the reader takes them. */
      perSecond: z.number().nonnegative().default(0),
      as: z.enum(['text', 'thinking']).default('text'),
      /** Each delta begins with `<ms>`: the machine's monotonic clock as it is sent (process.hrtime, milliseconds). */
      stamped: z.boolean().default(false),
    })
    .refine((huge) => huge.deltas !== undefined || huge.bytes !== undefined, {
      message: 'huge needs deltas or bytes',
    }),
})
const waitBlock = z.strictObject({ wait: z.number().nonnegative() })
const holdBlock = z.strictObject({ hold: z.string().min(1) })

const blockSchema = z.union([
  z.string().transform((text) => ({ text })),
  textBlock,
  thinkingBlock,
  toolBlock,
  hugeBlock,
  waitBlock,
  holdBlock,
])

/** One thing in a reply, or a pause inside it. */
export type Block = z.output<typeof blockSchema>

const patternSchema = z.string().min(1).refine(isPattern, { message: 'not a valid pattern' })

const stepOptions = {
  /** What is said in place of the blocks, when a tool answered so; the first that fits. */
  instead: z
    .array(
      z.strictObject({
        /** A tool failed, or a person refused it. */
        isError: z.literal(true).optional(),
        /** A tool's answer holds this: a part of it, or a pattern between slashes. */
        says: patternSchema.optional(),
        blocks: z.array(blockSchema).min(1),
      }),
    )
    .optional(),
  /** Refuses the first `times` attempts at this step, then answers. */
  error: z
    .strictObject({
      status: z.union([z.number().int().min(400).max(599), z.enum(['reset', 'silent'])]),
      type: z.string().optional(),
      message: z.string().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      times: z.union([z.number().int().positive(), z.literal('always')]).default(1),
    })
    .optional(),
  /** Closes the connection in the middle of the answer, after so many characters of the reply. */
  cut: z.number().int().nonnegative().optional(),
  /** Ends the HTTP answer politely, but unfinished, after so many characters. */
  truncate: z.number().int().nonnegative().optional(),
  /** Writes bytes that are no API event after so many characters, then ends. */
  garbage: z.number().int().nonnegative().optional(),
  /** Says nothing more after so many characters (true: after the first event). */
  hang: z.union([z.boolean(), z.number().int().nonnegative()]).optional(),
  /** Sends an `error` event inside the stream, then ends. */
  streamError: z
    .strictObject({
      after: z.number().int().nonnegative().default(0),
      type: z.string().default('overloaded_error'),
      message: z.string().default('Overloaded'),
    })
    .optional(),
  stopReason: z.string().optional(),
  usage: z.record(z.string(), z.number()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Milliseconds before the first byte of the answer. */
  delayMs: z.number().nonnegative().optional(),
}

const fullStep = z.strictObject({ blocks: z.array(blockSchema), ...stepOptions })

const stepSchema = z.union([
  z.array(blockSchema).transform((blocks): z.output<typeof fullStep> => ({ blocks })),
  fullStep,
  blockSchema.transform((block): z.output<typeof fullStep> => ({ blocks: [block] })),
])

/** One reply of the model: its blocks, and how the reply goes wrong if it does. */
export type Step = z.output<typeof fullStep>

/** The pattern a `match` stands for: `/source/flags`, or the text itself in any case. */
export function matchPattern(match: string): RegExp {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(match) ?? []
  if (source !== undefined) return new RegExp(source, flags)
  return new RegExp(match.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i')
}

function isPattern(match: string): boolean {
  try {
    return matchPattern(match) instanceof RegExp
  } catch {
    return false
  }
}

/** A named list of replies. `match` is a part of the user's text, or a pattern between slashes. */
export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[\w-]+$/),
  match: patternSchema.optional(),
  /** The pace of every block that names none of its own. */
  pace: z.strictObject(pace).optional(),
  steps: z.array(stepSchema).min(1),
})

/** A scenario as an author writes it. */
export type ScenarioInput = z.input<typeof scenarioSchema>
export type Scenario = z.output<typeof scenarioSchema>

/** A script written inside a prompt: a list of steps, or the same with a name and a pace. */
export const inlineScriptSchema = z.union([
  z
    .array(stepSchema)
    .min(1)
    .transform((steps): Scenario => ({ name: 'inline', steps })),
  scenarioSchema.extend({ name: z.string().default('inline') }),
])

/** A scenario file: one JSON array of scenarios. */
export const scenarioFileSchema = z.array(scenarioSchema)
