// How a `claude` process is started: flags, environment, handshake.
// Nothing here may come from a person unchecked: every value is a schema's, and none can be read as a flag.
import { join } from 'node:path'
import type { Launch, LaunchAsk } from '../port.ts'
import { greeting, skillOverrides } from './encode.ts'
import { modeName } from './modes.ts'

/** They make schedules or worktrees of their own in the repository, and most of them without asking. */
const disallowed = [
  'CronCreate',
  'CronDelete',
  'CronList',
  'ScheduleWakeup',
  'EnterWorktree',
  'ExitWorktree',
]

/**
 * - Auto-memory is shared by all worktrees of a repository: one thread would steer another.
 * - Eager flush writes the transcript before `result`, so that a killed process resumes with its last words.
 * - State events tell when nothing is queued inside the agent; results do not (one result may serve many messages).
 * - What a command prints while it runs lies below the scratch folder, where it is followed.
 * - An update in the middle would change the protocol under a running thread.
 */
const env = {
  CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
  CLAUDE_CODE_EAGER_FLUSH: '1',
  CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
  DISABLE_AUTOUPDATER: '1',
}

/**
 * Once plan mode is entered while the agent runs, its program would let a model judge commands, and run `touch` and `mkdir`,
 * without asking. Nobody but people and their rules allow anything here.
 */
const settings = { disableAutoMode: 'disable', useAutoModeDuringPlan: false }

function settingsOf({ skillsOff = [], caches }: LaunchAsk): string {
  const overrides = skillsOff.length > 0 ? { skillOverrides: skillOverrides(skillsOff) } : {}
  return JSON.stringify({ ...settings, ...overrides, ...unlogged(caches).settings })
}

/**
 * The program writes what it sends to tool servers, keys in headers included, into logs among the caches, which other users
 * may read. It looks for these when it begins, and finds no place for them; its settings tell whatever it starts where
 * caches are.
 */
export function unlogged(caches: string | null | undefined): {
  env: Record<string, string>
  settings: { env?: Record<string, string> }
} {
  if (!caches) return { env: {}, settings: {} }
  return { env: { XDG_CACHE_HOME: '/dev/null' }, settings: { env: { XDG_CACHE_HOME: caches } } }
}

/** Where its logs are, where no variable moves them; what is in them is then closed to other users with the folder. */
export function logsIn(fixedCaches: string | null | undefined): string | null {
  return fixedCaches ? join(fixedCaches, 'claude-cli-nodejs') : null
}

/** Which conversation it holds. A copy bears an id of its own: two processes never share one. */
function conversation({ sessionId, resumes, copies }: LaunchAsk): string[] {
  if (!copies) return [resumes ? '--resume' : '--session-id', sessionId]
  const upTo = copies.at === null ? [] : ['--resume-session-at', copies.at]
  const from = copies.file ?? copies.sessionId
  return ['--resume', from, ...upTo, '--fork-session', '--session-id', sessionId]
}

/** The command of a new or resumed conversation. Flags that take lists are written `--flag=a,b`: they swallow what follows. */
export function launch(ask: LaunchAsk): Launch {
  const argv: Launch['argv'] = [
    ask.program,
    '-p',
    '--input-format',
    'stream-json',
    '--output-format',
    'stream-json',
    '--verbose',
    '--include-partial-messages',
    '--permission-prompt-tool',
    'stdio',
    '--replay-user-messages',
    ...conversation(ask),
    '--permission-mode',
    modeName(ask.permissionMode),
    '--model',
    ask.model,
    ...(ask.effort ? ['--effort', ask.effort] : []),
    '--strict-mcp-config',
    `--settings=${settingsOf(ask)}`,
    ...(ask.toolServers ? [`--mcp-config=${ask.toolServers}`] : []),
    `--setting-sources=${ask.repositorySettings ? 'user,project,local' : 'user'}`,
    `--disallowedTools=${disallowed.join(',')}`,
  ]
  return {
    argv,
    env: { ...env, ...unlogged(ask.caches).env, CLAUDE_CODE_TMPDIR: ask.scratch },
    firstLines: [greeting(ask.instructions)],
    closed: logsIn(ask.fixedCaches),
  }
}
