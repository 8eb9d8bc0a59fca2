// Which sentence tells of a notice, and the values it names. Pure but for the formatters handed in.
import type { useFormat } from '../../../platform/use-format.ts'
import type { ItemOf } from '../rows/row.ts'

type Format = Pick<
  ReturnType<typeof useFormat>,
  'clock' | 'compact' | 'duration' | 'moment' | 'span'
>
type Notice = Pick<ItemOf<'notice'>, 'code' | 'values'>

const minute = 60_000
const day = 24 * 60 * minute

/** Whether its sentence counts down. */
export function counts({ code, values }: Notice, now: number): boolean {
  if (code === 'api-retry') return Number(values.nextAt ?? 0) > now
  return code === 'rate-limit' && Number(values.resetsAt ?? 0) * 1000 > now
}

/** The key under `timeline.notice` and its values. What the agent left out is told by a shorter sentence. */
export function noticeWords({ code, values }: Notice, format: Format, now = Date.now()) {
  switch (code) {
    case 'api-retry':
      return retry(values, format, now)
    case 'rate-limit':
      return rateLimit(values, format, now)
    case 'compacted': {
      const { before, after } = values
      if (before === undefined || after === undefined)
        return { key: 'compacted' as const, values: {} }
      const tokens = {
        before: format.compact(Number(before)),
        after: format.compact(Number(after)),
      }
      return { key: 'compactedTokens' as const, values: tokens }
    }
    case 'model-fallback':
      return {
        key: values.to ? ('modelFallbackTo' as const) : ('modelFallback' as const),
        values: { from: values.from ?? '', to: values.to ?? '' },
      }
    case 'tool-server-away': {
      const asks = values.status === 'needs-sign-in'
      const key = asks ? ('toolServerAsks' as const) : ('toolServerFailed' as const)
      return { key, values: { name: values.name ?? '' } }
    }
    case 'rewound':
      return rewound(values)
    case 'imported':
      return imported(values)
    default:
      return { key: plain[code], values: {} }
  }
}

/** What is left until the next attempt, while it is to come; afterwards how long it was waited for. */
function retry(values: Notice['values'], format: Format, now: number) {
  const left = Number(values.nextAt ?? 0) - now
  const delay = left > 0 ? Math.ceil(left / 1000) * 1000 : Number(values.delayMs ?? 0)
  return {
    key: values.status === undefined ? ('apiRetry' as const) : ('apiRetryStatus' as const),
    values: {
      status: values.status ?? '',
      attempt: values.attempt ?? 1,
      most: values.maxRetries ?? '?',
      delay: format.duration(delay),
    },
  }
}

const plain = {
  'compaction-failed': 'compactionFailed',
  cleared: 'cleared',
  'agent-error': 'agentError',
  'agent-warning': 'agentWarning',
  'background-ended': 'backgroundEnded',
  resumed: 'resumed',
  'unreadable-output': 'unreadableOutput',
  'oversized-output': 'oversizedOutput',
  'command-output': 'commandOutput',
  'rewind-undone': 'rewindUndone',
  'rewind-failed': 'rewindFailed',
} as const

function imported({ items, omitted }: Notice['values']) {
  const isWhole = Number(omitted ?? 0) === 0
  const count = Number(items ?? 0)
  return { key: isWhole ? ('imported' as const) : ('importedPart' as const), values: { count } }
}

function rewound({ what, files, left }: Notice['values']) {
  const count = Number(files ?? 0)
  if (Number(left ?? 0) > 0) return { key: 'rewoundLeft' as const, values: {} }
  if (what === 'conversation') return { key: 'rewoundConversation' as const, values: {} }
  const key = what === 'files' ? ('rewoundFiles' as const) : ('rewoundBoth' as const)
  return { key, values: { count } }
}

/** `resetsAt` is in seconds since 1970, as the agent tells it. */
function rateLimit(values: Notice['values'], format: Format, now: number) {
  const rejected = values.status === 'rejected'
  if (values.resetsAt === undefined)
    return { key: rejected ? ('rateLimited' as const) : ('rateLimitNear' as const), values: {} }
  const at = Number(values.resetsAt) * 1000
  const left = at - now
  const time = left < day ? format.clock(at) : format.moment(at)
  if (left <= 0)
    return {
      key: rejected ? ('rateLimitedUntil' as const) : ('rateLimitNearUntil' as const),
      values: { time },
    }
  return {
    key: rejected ? ('rateLimitedFor' as const) : ('rateLimitNearFor' as const),
    values: { time, left: left < minute ? format.duration(left) : format.span(left) },
  }
}
