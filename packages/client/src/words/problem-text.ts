// A problem in the person's language: by its code, or as the server put it (in English) where the code is not known here.
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatMoment } from '../platform/format.ts'

export interface ProblemWords {
  text: string
  /** What the server added, in English; null where it only says the same. */
  detail: string | null
}

interface Problemlike {
  code: string
  detail: string
  values?: Record<string, string | number> | undefined
}

/** Codes whose English detail says more than the translated sentence can: a tool's own output, a path, a reason. */
const telling = new Set([
  'abort_refused',
  'agent_api_error',
  'agent_exited',
  'agent_model_unknown',
  'agent_start_failed',
  'agent_turn_failed',
  'clone_refused',
  'clone_signed_out',
  'clone_unreachable',
  'commit_refused',
  'dev_server_failed',
  'fetch_failed',
  'fetch_signed_out',
  'git_failed',
  'hook_refused',
  'init_refused',
  'invalid_input',
  'push_refused',
  'signing_failed',
  'tool_server_sign_in_failed',
  'unexpected',
  'update_refused',
  'worktree_failed',
])

export function problemWords({ code, detail, values }: Problemlike): ProblemWords {
  const key = `problems.${code}`
  if (!i18next.exists(key, { ns: 'words' })) return { text: detail, detail: null }
  const text = i18next.t(key, { defaultValue: detail, ...spoken(values) })
  return { text, detail: telling.has(code) && detail !== text ? detail : null }
}

/** Points in time (named …At, ISO 8601) as a person reads them. */
function spoken(values: Problemlike['values'] = {}): Record<string, string | number> {
  const entries = Object.entries(values).map(([name, value]) => {
    const at = name.endsWith('At') ? Date.parse(String(value)) : Number.NaN
    return [name, Number.isNaN(at) ? value : formatMoment(at, i18next.language)]
  })
  return Object.fromEntries(entries)
}

/** `problemWords` for components: said anew when the language changes. */
export function useProblemWords(): (problem: Problemlike) => ProblemWords {
  useTranslation()
  return problemWords
}
