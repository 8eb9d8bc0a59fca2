// How the agent's program says that it is signed in.
import type { AgentLogin, LoginKind } from '@a-parallel/shared'
import type { z } from 'zod'
import type { Greeting } from '../lines.ts'

type Account = z.infer<typeof Greeting>['account']
type Login = Pick<AgentLogin, 'kind' | 'plan'>

const services: ReadonlyMap<string, LoginKind> = new Map([
  ['bedrock', 'bedrock'],
  ['vertex', 'vertex'],
  ['foundry', 'foundry'],
])
const longestPlan = 60

/**
 * Null: it is not signed in. Other providers than the vendor have credentials of their own, which the program does not
 * look at. A subscription that was signed in to in the browser has no token's source, but a name.
 */
export function loginOf(account: Account): Login | null {
  if (!account) return null
  const { apiProvider: provider, subscriptionType: plan, tokenSource, apiKeySource } = account
  if (given(provider) && provider !== 'firstParty')
    return { kind: services.get(provider) ?? 'other', plan: null }
  if (given(plan)) return { kind: 'subscription', plan: plan.slice(0, longestPlan) }
  if (given(tokenSource)) {
    const isSubscription = /^(claude\.ai|CLAUDE_CODE_OAUTH_TOKEN)/.test(tokenSource)
    return { kind: isSubscription ? 'subscription' : 'token', plan: null }
  }
  return given(apiKeySource) ? { kind: 'api-key', plan: null } : null
}

function given(source: string | null | undefined): source is string {
  return source != null && source !== '' && source !== 'none'
}
