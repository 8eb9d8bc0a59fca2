// A recipe being carried out for a thread's worktree, and its events.
import { z } from 'zod'
import { mostFaults } from '../../model/preparation/limits.ts'
import { Instant } from '../ids.ts'
import { ProblemValue } from '../problem.ts'
import { RecipeCommand, RecipeFault, TeardownCommand } from './recipe.ts'

/** Variables and the ports that they hold. */
export const Ports = z.record(z.string(), z.number().int().min(1).max(65_535))
export type Ports = z.infer<typeof Ports>

/** What the worktree was given. A folder counts as one; `files` are those in it. */
export const CarriedThing = z.object({
  path: z.string(),
  how: z.enum(['cloned', 'copied', 'linked']),
  files: z.number().int().nonnegative(),
})
export type CarriedThing = z.infer<typeof CarriedThing>

/**
 * What was not given, and why.
 * - `nothing`: the pattern fits nothing that git ignores.
 * - `there`: something lies in its place already.
 * - `outside`: it is a link that leads out, or lies behind one.
 * - `repository`: it is, or lies in, a repository of its own.
 * - `seen`: git does not ignore it in the worktree, or not as a link (a pattern that ends in / fits folders alone): it
 *   would be listed as a new file.
 * - `special`: no file, folder or link.
 * - `failed`: it could not be read or written; `said` is what the system said.
 */
export const LeftOut = z.object({
  path: z.string(),
  why: z.enum(['nothing', 'there', 'outside', 'repository', 'seen', 'special', 'failed']),
  said: z.string(),
})
export type LeftOut = z.infer<typeof LeftOut>

/** The first of both, and how many there are of each. */
export const Carried = z.object({
  things: z.array(CarriedThing),
  thingCount: z.number().int().nonnegative(),
  left: z.array(LeftOut),
  leftCount: z.number().int().nonnegative(),
  /** How long it took. */
  ms: z.number().int().nonnegative(),
})
export type Carried = z.infer<typeof Carried>

/** `withheld`: the project is not trusted, so it did not run. `lost`: nobody knows how it ended. */
export const SetupState = z.enum([
  'waiting',
  'running',
  'done',
  'failed',
  'lost',
  'withheld',
  'skipped',
])
export type SetupState = z.infer<typeof SetupState>

export const SetupCommand = RecipeCommand.extend({
  state: SetupState,
  /** How often it was begun. */
  attempt: z.number().int().nonnegative(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  code: z.number().int().nullable(),
  signal: z.string().nullable(),
  /** Why it could not be begun. */
  problem: ProblemValue.nullable(),
})
export type SetupCommand = z.infer<typeof SetupCommand>

/** What a person may do about a command. */
export const SetupAction = z.enum(['retry', 'skip'])
export type SetupAction = z.infer<typeof SetupAction>

export const TeardownResult = z.object({
  name: z.string(),
  outcome: z.enum(['done', 'failed', 'late', 'withheld']),
  code: z.number().int().nullable(),
  /** The end of what it printed, where it did not do well. */
  said: z.string(),
})
export type TeardownResult = z.infer<typeof TeardownResult>

/** What of a recipe is run. */
export const SetupField = z.enum(['commands', 'teardown'])
export type SetupField = z.infer<typeof SetupField>

export const Preparation = z.object({
  /** Counts how often the worktree was made. */
  round: z.number().int().positive(),
  at: Instant,
  ports: Ports,
  /** Null while it is being given what the recipe says. */
  carried: Carried.nullable(),
  commands: z.array(SetupCommand),
  teardown: z.array(TeardownCommand),
  /** Which of both the person's own recipe says; the other is the repository's. */
  own: z.array(SetupField),
  /** Null unless it was torn down since it was last in use: with the thread's archiving. */
  tornDown: z.array(TeardownResult).nullable(),
  /** How often it was torn down. */
  downs: z.number().int().nonnegative(),
  /** Why no recipe was used. */
  faults: z.array(RecipeFault),
  /** The faults are in the person's own recipe. */
  isOwnFaulty: z.boolean(),
})
export type Preparation = z.infer<typeof Preparation>

const Round = z.object({ round: z.number().int().positive() })
const OfCommand = Round.extend({ name: z.string(), attempt: z.number().int().nonnegative() })

export const preparationEvents = [
  z.object({
    type: z.literal('preparation.begun'),
    data: Round.extend({
      ports: Ports,
      commands: z.array(RecipeCommand),
      teardown: z.array(TeardownCommand),
      /** Which of both the person's own recipe says; early logs do not tell, and then it counts as none. */
      own: z.array(SetupField).optional(),
      /** Whether files or folders are to be given. */
      carries: z.boolean(),
    }),
  }),
  /** The recipe has faults: none of it is used. */
  z.object({
    type: z.literal('preparation.refused'),
    data: Round.extend({ faults: z.array(RecipeFault).max(mostFaults), isOwn: z.boolean() }),
  }),
  z.object({ type: z.literal('preparation.carried'), data: Round.extend({ carried: Carried }) }),
  z.object({ type: z.literal('preparation.ports-given'), data: Round.extend({ ports: Ports }) }),
  z.object({ type: z.literal('preparation.command-started'), data: OfCommand }),
  z.object({
    type: z.literal('preparation.command-ended'),
    data: OfCommand.extend({
      outcome: z.enum(['done', 'failed', 'lost', 'withheld']),
      code: z.number().int().nullable(),
      signal: z.string().nullable(),
      problem: ProblemValue.nullable(),
    }),
  }),
  z.object({ type: z.literal('preparation.command-retried'), data: OfCommand }),
  /** Nobody waits for it any more; one that runs is ended. */
  z.object({ type: z.literal('preparation.command-skipped'), data: OfCommand }),
  z.object({
    type: z.literal('preparation.torn-down'),
    data: Round.extend({ results: z.array(TeardownResult) }),
  }),
] as const
