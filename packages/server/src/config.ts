// The environment, read once and made a typed configuration.
import { z } from 'zod'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLoopback, type Loopback } from './platform/loopback.ts'

const megabyte = 1024 * 1024
const port = z.coerce.number().int().min(0).max(65_535)

const Environment = z.object({
  PORT: port.default(3001),
  HOST: z.string().default('localhost'),
  A_PARALLEL_HOME: z.string().optional(),
  /** The folder of the built web app. */
  A_PARALLEL_WEB: z.string().optional(),
  /** Where the web app is served in development; also the origin that the sign-in link names. */
  A_PARALLEL_ORIGIN: z.url().optional(),
  CLAUDE_PATH: z.string().optional(),
  /** How many turns run at once. */
  A_PARALLEL_SLOTS: z.coerce.number().int().min(1).max(200).default(16),
  /**
   * Megabytes of free memory below which new turns wait. An agent that starts takes about 300: above the floor, one more
   * leaves the machine something to live on.
   */
  A_PARALLEL_MEMORY_FLOOR_MB: z.coerce.number().int().min(0).max(1e9).default(400),
  /** Megabytes of free disk below which new turns and worktrees wait. */
  A_PARALLEL_DISK_FLOOR_MB: z.coerce.number().int().min(0).max(1e9).default(200),
  /** Minutes after which an agent with nothing to do is ended; the next message brings it back. */
  A_PARALLEL_REST_MINUTES: z.coerce.number().min(0.1).max(10_000).default(10),
  /** Minutes without a word after which an agent at work is shown as stalled. */
  A_PARALLEL_STALL_MINUTES: z.coerce.number().min(0.001).max(10_000).default(5),
  /** Set to 0 to leave a thread's title as it was cut out of its first message. */
  A_PARALLEL_TITLES: z.string().optional(),
  /** A push service of one's own: its origin is spoken to although it is not public, or not over https. */
  A_PARALLEL_PUSH_ORIGIN: z.url().optional(),
  /** Whom push services may write to about this server: `mailto:…` or `https://…`. */
  A_PARALLEL_PUSH_CONTACT: z
    .string()
    .regex(/^(?:mailto:.+@.+|https:\/\/.+)$/, 'begin with mailto: or https://')
    .default('mailto:nobody@example.com'),
  /**
   * Where the APIs of GitHub's hosts lie that are not found by their names or not reached publicly, as
   * `host=https://…/api/v3`, with commas between. They are spoken to as they are.
   */
  A_PARALLEL_GITHUB_APIS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
    .pipe(z.array(z.string().regex(/^\s*[a-z0-9.-]+=https?:\/\/\S+$/, 'write host=https://…')))
    .transform((parts) => new Map(parts.map(apiPair))),
  /** Seconds between two looks at a pull request while something of it is under way. */
  A_PARALLEL_PULL_REQUEST_SECONDS: z.coerce.number().min(0.05).max(3600).default(10),
  /** From how many files on a checkout stands ready for a repository's next thread; 0: none ever does. */
  A_PARALLEL_READY_FILES: z.coerce.number().int().min(0).default(3000),
  /** How long after the last worktree was made it is made, in seconds. */
  A_PARALLEL_READY_SECONDS: z.coerce.number().min(0.05).max(3600).default(10),
  A_PARALLEL_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  /** Set to 1 by `npm run demo`: the web app says that it is one. */
  A_PARALLEL_DEMO: z.string().optional(),
  /** Set to 0 to leave the browser closed. */
  A_PARALLEL_OPEN: z.string().optional(),
})

export interface Config {
  host: Loopback
  port: number
  home: string
  web: string
  devOrigin: string | null
  claudePath: string | null
  slots: number
  floors: { memoryBytes: number; diskBytes: number }
  /** When checkouts are made ready for threads to come. */
  ready: { files: number; afterMs: number }
  restAfterMs: number
  stallAfterMs: number
  makeTitles: boolean
  /** Whom push services may write to, and an origin that counts as one whatever it is. */
  push: { contact: string; trusted: string | null }
  /** Roots of the APIs of hosts, by host: taken as they are. */
  githubApis: ReadonlyMap<string, string>
  /** The shortest pause between two looks at a pull request. */
  pullRequestEveryMs: number
  logLevel: string
  openBrowser: boolean
  demo: boolean
}

/** What is wrong with the environment; its message says what to change. */
export class ConfigError extends Error {}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const given = parsed.data
  const host = readLoopback(given.HOST)
  if (host === null) {
    throw new ConfigError(
      `HOST=${given.HOST} is refused: anybody who reaches this server can run commands as you. Leave HOST unset, or ` +
        'name localhost, 127.0.0.1 or ::1; to work from elsewhere, forward the port over SSH.',
    )
  }
  const home = given.A_PARALLEL_HOME ?? join(homedir(), '.a-parallel')
  if (!isAbsolute(home))
    throw new ConfigError(`A_PARALLEL_HOME must be an absolute path, not ${home}`)
  return {
    host,
    port: given.PORT,
    home: resolve(home),
    web: given.A_PARALLEL_WEB ?? fileURLToPath(new URL('../client', import.meta.url)),
    devOrigin: given.A_PARALLEL_ORIGIN ? new URL(given.A_PARALLEL_ORIGIN).origin : null,
    claudePath: given.CLAUDE_PATH ? given.CLAUDE_PATH : null,
    slots: given.A_PARALLEL_SLOTS,
    floors: {
      memoryBytes: given.A_PARALLEL_MEMORY_FLOOR_MB * megabyte,
      diskBytes: given.A_PARALLEL_DISK_FLOOR_MB * megabyte,
    },
    ready: {
      files: given.A_PARALLEL_READY_FILES,
      afterMs: given.A_PARALLEL_READY_SECONDS * 1000,
    },
    restAfterMs: given.A_PARALLEL_REST_MINUTES * 60_000,
    stallAfterMs: given.A_PARALLEL_STALL_MINUTES * 60_000,
    push: {
      contact: given.A_PARALLEL_PUSH_CONTACT,
      trusted: given.A_PARALLEL_PUSH_ORIGIN ? new URL(given.A_PARALLEL_PUSH_ORIGIN).origin : null,
    },
    makeTitles: given.A_PARALLEL_TITLES !== '0',
    githubApis: given.A_PARALLEL_GITHUB_APIS,
    pullRequestEveryMs: given.A_PARALLEL_PULL_REQUEST_SECONDS * 1000,
    logLevel: given.A_PARALLEL_LOG,
    openBrowser: given.A_PARALLEL_OPEN !== '0',
    demo: given.A_PARALLEL_DEMO === '1',
  }
}

/** `host=address`. */
function apiPair(text: string): [host: string, root: string] {
  const at = text.indexOf('=')
  return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()]
}
