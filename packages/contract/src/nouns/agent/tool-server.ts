// A tool server: a program or an address that gives agents tools over MCP. The values of its environment or headers are
// secrets: they are kept sealed on the server, and leave it for the agent's program alone.
import { z } from 'zod'
import { Instant, ProjectId, ToolServerId } from '../ids.ts'
import { ProblemValue } from '../problem.ts'

/**
 * Tools are called `mcp__<name>__<tool>`: with `__` in it one server's tools could pass for another's, and a leading `-` could
 * be read as a flag.
 */
export const ToolServerName = z
  .string()
  .regex(/^(?!-)(?!.*__)[\w-]{1,64}$/, 'letters, digits, - and _; no - in front and no __')

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/[\0\r\n]/.test(value), 'one line, without NUL')

const Command = text(4000).refine((command) => command.trim() !== '', 'name a program')
const Arguments = z.array(text(4000)).max(100)
export const VariableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, 'a name like API_KEY')
export const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/, 'a name like Authorization')
const Address = z.url({ protocol: /^https?$/ }).max(2000)
/** Of a header: what HTTP takes, in ASCII. */
const HeaderValue = z
  .string()
  .max(8000)
  .regex(/^[\t\x20-\x7e]*$/, 'one line of ASCII')

/**
 * Whether a program works in the checkout of the thread that uses it, where its launcher obeys what the repository holds;
 * else it works in a folder of its own.
 */
const InCheckout = z.boolean().default(false)

/** How it is reached, without the values of its environment or headers: `names` are theirs. */
export const ToolServerTransport = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stdio'),
    command: Command,
    args: Arguments,
    names: z.array(VariableName),
    inCheckout: InCheckout,
  }),
  z.object({ type: z.enum(['http', 'sse']), url: Address, names: z.array(HeaderName) }),
])
export type ToolServerTransport = z.infer<typeof ToolServerTransport>

const most = (values: object) => Object.keys(values).length <= 50

/** The same as a person gives it. A value of null stays as it is kept. */
export const GivenTransport = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stdio'),
    command: Command,
    args: Arguments,
    values: z
      .record(
        VariableName,
        z
          .string()
          .max(20_000)
          .refine((value) => !value.includes('\0'), 'no NUL')
          .nullable(),
      )
      .refine(most, 'at most 50'),
    inCheckout: InCheckout,
  }),
  z.object({
    type: z.enum(['http', 'sse']),
    url: Address,
    values: z.record(HeaderName, HeaderValue.nullable()).refine(most, 'at most 50'),
  }),
])
export type GivenTransport = z.infer<typeof GivenTransport>

export const GivenToolServer = z
  .object({
    name: ToolServerName,
    /** Of this project alone; null: of all. */
    projectId: ProjectId.nullable(),
    transport: GivenTransport,
    /** How long one call of a tool may take, in milliseconds; null: as the agent does of itself. */
    timeoutMs: z.number().int().min(1000).max(3_600_000).nullable().default(null),
    /** Its address may lead to this machine or a network behind it: the person said so. */
    privateAddress: z.boolean().default(false),
  })
  .refine(
    ({ projectId, transport }) =>
      projectId !== null || transport.type !== 'stdio' || !transport.inCheckout,
    {
      path: ['transport', 'inCheckout'],
      message: 'only of one project: what any other repository holds would be obeyed, too',
    },
  )
export type GivenToolServer = z.infer<typeof GivenToolServer>

/** As the agent's program tells it. */
export const ToolServerStatus = z.enum([
  'connected',
  'failed',
  'needs-sign-in',
  'pending',
  'disabled',
])
export type ToolServerStatus = z.infer<typeof ToolServerStatus>

/** What came of reaching one. */
export const ToolServerReport = z.object({
  status: ToolServerStatus,
  /** In the words of the agent's program, without values of the environment or headers. */
  error: z.string().max(2000).nullable(),
  /** Names of what it offers. */
  tools: z.array(z.string().max(300)),
  /** How long it took to be connected; null where it was not. */
  latencyMs: z.number().nonnegative().nullable(),
})
export type ToolServerReport = z.infer<typeof ToolServerReport>

/** What came of reaching one the last time, and when that was. */
export const LastReport = z.object({ report: ToolServerReport, at: Instant })
export type LastReport = z.infer<typeof LastReport>

export const ToolServer = z.object({
  id: ToolServerId,
  name: ToolServerName,
  projectId: ProjectId.nullable(),
  transport: ToolServerTransport,
  timeoutMs: z.number().int().nullable(),
  privateAddress: z.boolean(),
  /** Whether agents are given it wherever nothing else was chosen. */
  on: z.boolean(),
  /** Projects for which something else was chosen. */
  projects: z.array(z.object({ projectId: ProjectId, on: z.boolean() })),
  since: Instant,
  /** By a test or a sign-in, since it was described as it is. */
  last: LastReport.nullable(),
  /** Why it cannot be used. */
  problem: ProblemValue.nullable(),
})
export type ToolServer = z.infer<typeof ToolServer>

/** Whether an agent is given one, in one place. */
export const ToolServerChoice = z.object({ id: ToolServerId, on: z.boolean() })
export type ToolServerChoice = z.infer<typeof ToolServerChoice>

interface AddressConfig {
  type: 'http' | 'sse'
  url: string
  headers: Record<string, string>
}
interface ProgramConfig {
  type: 'stdio'
  command: string
  args: string[]
  env: Record<string, string>
}

/** With nothing sealed, before it is known where it works. Never sent to a browser, never logged. */
export interface UnplacedToolServer {
  id: ToolServerId
  name: string
  transport: (ProgramConfig & { inCheckout: boolean }) | AddressConfig
  timeoutMs: number | null
}

/** With nothing sealed: as an agent's program is given it. Never sent to a browser, never logged. */
export interface ToolServerConfig {
  name: string
  /** `cwd`: where a program works. */
  transport: (ProgramConfig & { cwd: string }) | AddressConfig
  timeoutMs: number | null
}
