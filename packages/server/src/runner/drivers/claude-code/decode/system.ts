// Lines about the conversation itself: turns beginning, retries, compaction, limits, warnings.
import { statusOf, type ToldServers } from '../tool-servers.ts'
import { readCommandsChanged } from './commands.ts'
import { contextChanged } from './used/context.ts'
import { limitsOf } from './used/limits.ts'
import { readTaskNotification, readTaskStarted, readTaskUpdated } from './calls.ts'
import * as lines from './lines.ts'
import { notice, setCall, tellServers, type Reading } from './reading.ts'
import { openCall } from './state.ts'

type Read = (value: unknown, reading: Reading) => void

const bySubtype: Record<string, Read> = {
  init: readInit,
  commands_changed: readCommandsChanged,
  session_state_changed: readStateChanged,
  api_retry: readApiRetry,
  model_fallback: readModelFallback,
  model_refusal_no_fallback: readInformational,
  compact_boundary: readCompactBoundary,
  status: readStatus,
  informational: readInformational,
  local_command_output: readCommandOutput,
  permission_denied: readPermissionDenied,
  hook_response: readHookResponse,
  task_started: readTaskStarted,
  task_updated: readTaskUpdated,
  task_notification: readTaskNotification,
}

export function readSystem(value: Record<string, unknown>, reading: Reading): void {
  const { subtype } = value
  if (typeof subtype !== 'string' || !Object.hasOwn(bySubtype, subtype)) return
  bySubtype[subtype]?.(value, reading)
}

/** Comes at the start of every turn. Another conversation than before: it was cleared. */
function readInit(value: unknown, reading: Reading): void {
  const { data } = lines.Init.safeParse(value)
  if (!data) return
  const { sessionId } = reading.state
  const cleared = sessionId !== '' && sessionId !== data.session_id
  reading.state = {
    ...reading.state,
    sessionId: data.session_id,
    apiError: null,
    todos: cleared ? [] : reading.state.todos,
    leaf: cleared ? null : reading.state.leaf,
  }
  reading.signals.push({
    type: 'turn-began',
    uuid: data.uuid,
    sessionId: data.session_id,
    agentVersion: data.claude_code_version ?? '',
  })
  const servers = data.mcp_servers ?? []
  if (servers.length > 0) tellServers(reading, toldServers(servers))
  if (!cleared) return
  contextChanged(reading)
  notice(reading, `${data.uuid}:cleared`, { level: 'info', code: 'cleared', detail: '' })
}

function toldServers(servers: readonly { name: string; status: string }[]): ToldServers {
  const told = servers.map(({ name, status }) => ({ name, status: statusOf(status), error: null }))
  return { type: 'tool-servers-told', servers: told, partly: false }
}

function readStateChanged(value: unknown, reading: Reading): void {
  const { data } = lines.StateChanged.safeParse(value)
  if (!data) return
  const state = data.state === 'requires_action' ? 'requires-action' : data.state
  reading.signals.push({ type: 'activity', state })
}

/** The attempts of one request share a notice, until something comes of it. */
function readApiRetry(value: unknown, reading: Reading): void {
  const { data } = lines.ApiRetry.safeParse(value)
  if (!data) return
  const id = (data.attempt > 1 && reading.state.retry) || data.uuid
  reading.state = { ...reading.state, retry: id }
  notice(reading, id, {
    level: 'warning',
    code: 'api-retry',
    detail: data.error ?? '',
    values: {
      attempt: data.attempt,
      maxRetries: data.max_retries,
      delayMs: Math.round(data.retry_delay_ms),
      ...(data.error_status == null ? {} : { status: data.error_status }),
    },
  })
}

function readModelFallback(value: unknown, reading: Reading): void {
  const { data } = lines.ModelFallback.safeParse(value)
  if (!data) return
  notice(reading, data.uuid, {
    level: 'warning',
    code: 'model-fallback',
    detail: data.content ?? '',
    values: {
      from: data.original_model ?? '',
      to: data.fallback_model ?? '',
      trigger: data.trigger ?? '',
    },
  })
}

function readCompactBoundary(value: unknown, reading: Reading): void {
  const { data } = lines.CompactBoundary.safeParse(value)
  if (!data) return
  contextChanged(reading)
  const { trigger, pre_tokens: before, post_tokens: after } = data.compact_metadata
  notice(reading, data.uuid, {
    level: 'info',
    code: 'compacted',
    detail: '',
    values: {
      ...(trigger === undefined ? {} : { trigger }),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  })
}

function readStatus(value: unknown, reading: Reading): void {
  const { data } = lines.Status.safeParse(value)
  if (data?.compact_result !== 'failed') return
  const detail = data.compact_error ?? ''
  notice(reading, data.uuid, { level: 'warning', code: 'compaction-failed', detail })
}

function readInformational(value: unknown, reading: Reading): void {
  const { data } = lines.Informational.safeParse(value)
  if (!data) return
  const code = data.level === 'info' ? 'command-output' : 'agent-warning'
  const level = data.level === 'info' ? 'info' : 'warning'
  notice(reading, data.uuid, { level, code, detail: data.content })
}

function readCommandOutput(value: unknown, reading: Reading): void {
  const { data } = lines.Informational.safeParse(value)
  if (!data) return
  notice(reading, data.uuid, { level: 'info', code: 'command-output', detail: data.content })
}

/** The agent itself refused: a rule of its settings, or its classifier. */
function readPermissionDenied(value: unknown, reading: Reading): void {
  const { data } = lines.PermissionDenied.safeParse(value)
  if (!data) return
  const call = data.tool_use_id ? openCall(reading.state, data.tool_use_id) : undefined
  if (data.tool_use_id && call) setCall(reading, data.tool_use_id, { ...call, denied: true })
  notice(reading, data.uuid, {
    level: 'warning',
    code: 'agent-warning',
    detail: data.message ?? '',
    values: { reason: data.decision_reason_type ?? '' },
  })
}

function readHookResponse(value: unknown, reading: Reading): void {
  const { data } = lines.HookResponse.safeParse(value)
  if (!data) return
  const failed = data.outcome === undefined ? Boolean(data.exit_code) : data.outcome === 'error'
  if (!failed) return
  notice(reading, data.uuid, {
    level: 'warning',
    code: 'agent-warning',
    detail: data.stderr || data.output || '',
    values: { hook: data.hook_name, exitCode: data.exit_code ?? '' },
  })
}

export function readAuthStatus(value: unknown, reading: Reading): void {
  const { data } = lines.AuthStatus.safeParse(value)
  if (data) notice(reading, data.uuid, { level: 'error', code: 'agent-error', detail: data.error })
}

/** Told with every request; only a change is worth a notice, so that its id is what it says. */
export function readRateLimit(value: unknown, reading: Reading): void {
  const { data } = lines.RateLimit.safeParse(value)
  if (!data) return
  reading.signals.push(limitsOf(data.rate_limit_info))
  if (data.rate_limit_info.status === 'allowed') return
  const { status, resetsAt, rateLimitType, utilization } = data.rate_limit_info
  if (status === 'rejected' && resetsAt != null)
    reading.state = { ...reading.state, limitResetsAt: resetsAt }
  const id = ['rate-limit', rateLimitType ?? '', resetsAt ?? '', status].join(':')
  notice(reading, id, {
    level: status === 'rejected' ? 'error' : 'warning',
    code: 'rate-limit',
    detail: '',
    values: {
      status,
      ...(rateLimitType ? { window: rateLimitType } : {}),
      ...(resetsAt == null ? {} : { resetsAt }),
      ...(utilization == null ? {} : { utilization }),
    },
  })
}
