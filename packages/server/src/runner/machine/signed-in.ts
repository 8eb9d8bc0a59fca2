// Whether the agent has credentials, as far as files and environment tell without starting it.
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const variables = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
]

export async function signedIn(env: NodeJS.ProcessEnv): Promise<'yes' | 'no' | 'unknown'> {
  if (variables.some((name) => env[name])) return 'yes'
  const home = env.HOME ?? env.USERPROFILE ?? ''
  const folder = env.CLAUDE_CONFIG_DIR ?? join(home, '.claude')
  if (await exists(join(folder, '.credentials.json'))) return 'yes'
  const state = env.CLAUDE_CONFIG_DIR ? join(folder, '.claude.json') : join(home, '.claude.json')
  const text = await readFile(state, 'utf8').catch(() => '')
  if (/"(oauthAccount|primaryApiKey)"\s*:\s*["{]/.test(text)) return 'yes'
  // macOS keeps credentials in its keychain, which may not be asked without a prompt.
  return process.platform === 'darwin' ? 'unknown' : 'no'
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
