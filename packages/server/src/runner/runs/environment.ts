// What an agent sees of our environment: an allow-list, and nothing of ours but the mark of its run.
import type { RunId } from '@a-parallel/shared'
import { join } from 'node:path'

const exact = new Set([
  'PATH',
  'HOME',
  'SHELL',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TERM',
  'COLORTERM',
  'TMPDIR',
  'TMP',
  'TEMP',
  'TZ',
  'SSH_AUTH_SOCK',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CONFIG_DIR',
  // What a person has chosen about the agent's own traffic holds here too.
  'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC',
  'DISABLE_TELEMETRY',
  'DISABLE_ERROR_REPORTING',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_SKIP_BEDROCK_AUTH',
  'CLAUDE_CODE_SKIP_VERTEX_AUTH',
  'CLOUD_ML_REGION',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'GOOGLE_CLOUD_PROJECT',
  // Windows starts no program without these.
  'SYSTEMROOT',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
])

const prefixes = ['LC_', 'ANTHROPIC_', 'AWS_', 'VERTEX_REGION_']

/** What everything that a run starts carries in its environment. */
export function markerOf(runId: RunId): string {
  return `A_PARALLEL_RUN=${runId}`
}

/** Where programs keep their caches when no variable says so; null where none would be listened to. */
export function cacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const home = env['HOME']
  return platform === 'linux' && home ? join(home, '.cache') : null
}

/** Where they keep them on macOS, whatever any variable says; on Windows they lie where no other user looks. */
export function fixedCacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const home = env['HOME']
  return platform === 'darwin' && home ? join(home, 'Library', 'Caches') : null
}

/** The part of an environment that agents may see. */
export function agentEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const seen: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue
    if (exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))) seen[name] = value
  }
  return seen
}
