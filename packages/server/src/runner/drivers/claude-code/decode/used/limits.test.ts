// Lines as the program writes them. That it tells of a limit with each answer is also seen with the real program; the
// shares of all windows it asks of the vendor, so their lines are made after its own description.
import { expect, it } from 'vitest'
import { limitsOf, readUsedLimits } from './limits.ts'
import { loginOf } from './login.ts'

const seconds = 1_795_339_680
const at = new Date(seconds * 1000).toISOString()
const window = { name: 'five_hour', model: null, used: null, resetsAt: at, extra: false }

it.each([
  [{ status: 'allowed', resetsAt: seconds, rateLimitType: 'five_hour' }, 'open', {}],
  [
    {
      status: 'allowed_warning',
      resetsAt: seconds,
      rateLimitType: 'seven_day',
      utilization: 0.76,
      isUsingOverage: false,
    },
    'near',
    { name: 'seven_day', used: 0.76 },
  ],
  [{ status: 'rejected', resetsAt: seconds, rateLimitType: 'five_hour' }, 'reached', { used: 1 }],
  [
    {
      status: 'rejected',
      resetsAt: seconds,
      rateLimitType: 'five_hour',
      utilization: 1.02,
      isUsingOverage: true,
    },
    'reached',
    { used: 1.02, extra: true },
  ],
  [{ status: 'rejected' }, 'reached', { name: 'limit', used: 1, resetsAt: null }],
  [
    { status: 'allowed_warning', resetsAt: 1e300, rateLimitType: 'x', utilization: -1 },
    'near',
    { name: 'x', used: 0, resetsAt: null },
  ],
] as const)('%j is a window that is %s', (info, state, more) => {
  expect(limitsOf(info)).toEqual({
    type: 'limits-told',
    windows: [{ ...window, state, ...more }],
    allClear: state === 'open',
  })
})

it('that all is allowed, with no window named, is an all-clear', () => {
  expect(limitsOf({ status: 'allowed' })).toEqual({
    type: 'limits-told',
    windows: [],
    allClear: true,
  })
})

it('reads every window that is answered, and nothing that is none', () => {
  const answer = {
    session: { total_cost_usd: 0.1 },
    subscription_type: 'max',
    rate_limits_available: true,
    rate_limits: {
      five_hour: { utilization: 42.5, resets_at: at },
      seven_day: { utilization: 100, resets_at: '2026-11-30T09:00:00+00:00' },
      seven_day_opus: null,
      seven_day_oauth_apps: { utilization: null, resets_at: null },
      seven_day_sonnet: { utilization: 0, resets_at: null },
      extra_usage: {
        is_enabled: false,
        monthly_limit: null,
        used_credits: null,
        utilization: null,
      },
      limits: [{ kind: 'weekly_scoped', percent: 3 }],
      model_scoped: [{ display_name: 'Fable', utilization: 12, resets_at: at }],
    },
  }
  expect(readUsedLimits(answer)).toEqual([
    {
      type: 'limits-told',
      allClear: false,
      windows: [
        { ...window, used: 0.425, state: 'open' },
        {
          ...window,
          name: 'seven_day',
          used: 1,
          resetsAt: '2026-11-30T09:00:00.000Z',
          state: 'reached',
        },
        { ...window, name: 'seven_day_sonnet', used: 0, resetsAt: null, state: 'open' },
        { ...window, name: 'seven_day', model: 'Fable', used: 0.12, state: 'open' },
      ],
    },
  ])
})

it.each([
  [{ session: {}, rate_limits_available: false, rate_limits: null }],
  [{ rate_limits: {} }],
  [{ rate_limits: 'x' }],
  [null],
  ['x'],
])('%j tells of no window', (body) => expect(readUsedLimits(body)).toEqual([]))

it.each([
  [{ apiProvider: 'firstParty', subscriptionType: 'Claude Max' }, 'subscription', 'Claude Max'],
  [{ tokenSource: 'CLAUDE_CODE_OAUTH_TOKEN', apiKeySource: 'none' }, 'subscription', null],
  [{ tokenSource: 'ANTHROPIC_AUTH_TOKEN' }, 'token', null],
  [{ tokenSource: 'none', apiKeySource: 'ANTHROPIC_API_KEY' }, 'api-key', null],
  [{ apiProvider: 'bedrock' }, 'bedrock', null],
  [{ apiProvider: 'vertex' }, 'vertex', null],
  [{ apiProvider: 'mantle' }, 'other', null],
])('%j is a sign-in by %s', (account, kind, plan) => {
  expect(loginOf(account)).toEqual({ kind, plan })
})

it.each([[undefined], [{}], [{ tokenSource: 'none', apiKeySource: 'none' }]])(
  '%j is none',
  (account) => expect(loginOf(account)).toBeNull(),
)
