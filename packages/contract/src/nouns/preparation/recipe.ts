// What a repository's `.a-parallel.json` says of how a thread's worktree is made ready, and what may be wrong with it.
// Published as docs/recipe.schema.json. A person's own recipe has the same form, and replaces it field by field.
import { z } from 'zod'
import { mostPorts, mostServers } from '../../model/preparation/limits.ts'
import { threadVariableNames } from '../../model/preparation/references.ts'

/** A path from the top of the checkout; `*` stands for anything within a name, `**` across folders. */
const RecipePattern = z
  .string()
  .min(1)
  .max(300)
  .refine(staysInside, { params: { fault: 'pattern' } })
  .describe(
    'From the top of the repository. * stands for anything within a name, ** across folders',
  )

const Patterns = z.array(RecipePattern).max(100)

/** A name of a variable that does not steer the agent's program, git or the loader of programs. */
const Variable = z
  .string()
  .max(100)
  .refine(isFreeVariable, { params: { fault: 'variable' } })
  .describe('Letters, digits and _; not one that steers git, the agent or how programs are loaded')

/**
 * No trust is asked for ports: under another name, a number could be read as something else than a port. Such as
 * XDG_CONFIG_HOME, where it is a folder's name.
 */
const PortVariable = z
  .string()
  .max(100)
  .refine(isFreeVariable, { params: { fault: 'variable' }, abort: true })
  .refine((name) => name.endsWith('PORT'), { params: { fault: 'port' } })
  .describe('As other variables; it ends in PORT')

const Line = z.string().trim().min(1).max(4000)
const CommandName = z.string().trim().min(1).max(60)

export const RecipeCommand = z.strictObject({
  name: CommandName.describe('What the command is called; each name once'),
  command: Line.describe('One line for the shell, run at the top of the worktree'),
  blocking: z
    .boolean()
    .default(true)
    .describe('Whether the first message waits until it is done; else it runs beside the agent'),
})
export type RecipeCommand = z.infer<typeof RecipeCommand>

export const TeardownCommand = z.strictObject({ name: CommandName, command: Line })
export type TeardownCommand = z.infer<typeof TeardownCommand>

export const RecipeServer = z.strictObject({
  name: CommandName.describe('What the server is called; each name once'),
  command: Line.describe(
    'One line for the shell, run at the top of the worktree until it is stopped',
  ),
  port: PortVariable.optional().describe('Which of the ports it listens on'),
})
export type RecipeServer = z.infer<typeof RecipeServer>

export const Recipe = z.strictObject({
  $schema: z.string().max(1000).optional(),
  files: z
    .strictObject({
      copy: Patterns.optional().describe('Copied: what is written there stays in the worktree'),
      link: Patterns.optional().describe(
        'Linked to the project’s own: written there, it changes both',
      ),
    })
    .optional()
    .describe('Ignored files that a fresh worktree is given, such as .env'),
  folders: z
    .strictObject({
      copy: Patterns.optional().describe('Copied where it cannot be cloned'),
      link: Patterns.optional().describe('Linked where it cannot be cloned'),
    })
    .optional()
    .describe(
      'Heavy ignored folders, such as node_modules: cloned copy-on-write where the file system can',
    ),
  ports: z
    .array(PortVariable)
    .max(mostPorts)
    .refine(noneTwice, { params: { fault: 'twice' } })
    .optional()
    .describe('Variables that each hold a free port, another one in each worktree'),
  environment: z
    .record(
      Variable,
      z
        .string()
        .max(4000)
        .describe(
          `\${NAME} stands for one of the ports, or for something of the thread (${threadVariableNames.join(', ')}); $\${ for the text \${ itself`,
        ),
    )
    .optional()
    .describe('Variables of the agent, the commands and the dev servers'),
  commands: z
    .array(RecipeCommand)
    .max(20)
    .refine(namedOnce, { params: { fault: 'twice' } })
    .optional()
    .describe('Run one after the other in a fresh worktree'),
  teardown: z
    .array(TeardownCommand)
    .max(20)
    .refine(namedOnce, { params: { fault: 'twice' } })
    .optional()
    .describe('Run in the worktree when the thread is archived or deleted'),
  servers: z
    .array(RecipeServer)
    .max(mostServers)
    .refine(namedOnce, { params: { fault: 'twice' } })
    .optional()
    .describe('Dev servers: each is started and stopped by hand, and runs beside the agent'),
})
export type Recipe = z.infer<typeof Recipe>

/** What is wrong at a place of a recipe. Lines and columns count from 1. */
export const RecipeFault = z.object({
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  /** Such as `commands[0].name`; empty for the whole. */
  path: z.string(),
  code: z.enum([
    'syntax',
    'twice',
    'unknown',
    'missing',
    'type',
    'empty',
    'long',
    'pattern',
    'variable',
    'port',
    'reference',
  ]),
  /** What was found, or would be right, in the words of the file. */
  said: z.string(),
})
export type RecipeFault = z.infer<typeof RecipeFault>

function staysInside(pattern: string): boolean {
  if (/^[/~]|[\\\0]|^[A-Za-z]:/.test(pattern)) return false
  const names = pattern.replace(/\/$/, '').split('/')
  return names.every((name) => !['', '.', '..'].includes(name) && name.toLowerCase() !== '.git')
}

const steering =
  /^(PATH|HOME|SHELL|USER|LOGNAME|PWD|OLDPWD|SHLVL|TMPDIR|IFS|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|CLAUDECODE)$|^(A_PARALLEL_|GIT_|SSH_|LD_|DYLD_|CLAUDE_|ANTHROPIC_)/i

function isFreeVariable(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !steering.test(name)
}

function noneTwice(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}

function namedOnce(commands: readonly { name: string }[]): boolean {
  return noneTwice(commands.map(({ name }) => name))
}
