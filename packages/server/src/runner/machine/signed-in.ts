// How the agent is signed in, as far as files and environment tell without starting it. Tells the names of variables,
// and never what they hold.
import type { AgentLogin, LoginKind } from '@a-parallel/shared'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface SignedIn {
  signedIn: 'yes' | 'no' | 'unknown'
  login: AgentLogin
}

/** In the order in which the agent's program looks at them. */
const variables: readonly [name: string, kind: LoginKind][] = [
  ['CLAUDE_CODE_USE_BEDROCK', 'bedrock'],
  ['CLAUDE_CODE_USE_VERTEX', 'vertex'],
  ['CLAUDE_CODE_USE_FOUNDRY', 'foundry'],
  ['ANTHROPIC_AUTH_TOKEN', 'token'],
  ['ANTHROPIC_API_KEY', 'api-key'],
  ['CLAUDE_CODE_OAUTH_TOKEN', 'subscription'],
]

/** @param said what an agent told of itself as it last started; undefined before. */
export async function signedIn(
  env: NodeJS.ProcessEnv,
  said: Pick<AgentLogin, 'kind' | 'plan'> | null | undefined,
): Promise<SignedIn> {
  const seen = await seenIn(env)
  const login = { ...seen, plan: null, baseUrl: originOf(env['ANTHROPIC_BASE_URL']) }
  // macOS keeps credentials in its keychain, which may not be asked without a prompt.
  const unsure = process.platform === 'darwin' ? 'unknown' : 'no'
  if (seen.kind !== null && said === undefined) return { signedIn: 'yes', login }
  if (said === undefined) return { signedIn: unsure, login }
  if (said === null) return { signedIn: seen.kind === null ? 'no' : 'yes', login }
  const by = said.kind === seen.kind ? seen.by : null
  return { signedIn: 'yes', login: { ...login, ...said, by } }
}

async function seenIn(env: NodeJS.ProcessEnv): Promise<Pick<AgentLogin, 'kind' | 'by'>> {
  const set = variables.find(([name]) => env[name])
  if (set) return { kind: set[1], by: set[0] }
  const home = env['HOME'] ?? env['USERPROFILE'] ?? ''
  const folder = env['CLAUDE_CONFIG_DIR'] ?? join(home, '.claude')
  const credentials = join(folder, '.credentials.json')
  if (await exists(credentials)) return { kind: 'subscription', by: credentials }
  const state = env['CLAUDE_CONFIG_DIR'] ? join(folder, '.claude.json') : join(home, '.claude.json')
  const text = await readFile(state, 'utf8').catch(() => '')
  const [, which] = /"(oauthAccount|primaryApiKey)"\s*:\s*["{]/.exec(text) ?? []
  if (which === undefined) return { kind: null, by: null }
  return { kind: which === 'primaryApiKey' ? 'api-key' : 'subscription', by: state }
}

/** Names and passwords that an address may carry are nobody's to read. */
function originOf(address: string | undefined): string | null {
  if (!address) return null
  return URL.canParse(address) ? new URL(address).origin : null
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
