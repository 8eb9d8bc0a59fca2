// The sign-in of the GitHub CLI on this machine, asked of `gh` whenever it is needed. It is never kept.
import { execFile } from 'node:child_process'

/** What `gh` may see of the environment: enough to find itself and its sign-in, and no more. */
const allowed = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'SYSTEMROOT',
  'XDG_CONFIG_HOME',
  'XDG_STATE_HOME',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'GH_CONFIG_DIR',
  'GH_TOKEN',
  'GITHUB_TOKEN',
  'LANG',
]

/** `gh` gives these for whatever host it does not know; they are meant for one, which GH_HOST names. */
const ofOneHost = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN']

const withinMs = 5_000

/** The token for a host; null without `gh`, or where it is not signed in. */
export function ghToken(env: NodeJS.ProcessEnv, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      'gh',
      ['auth', 'token', '--hostname', host],
      {
        env: ghEnvironment(env, host),
        timeout: withinMs,
        maxBuffer: 64 << 10,
        windowsHide: true,
      },
      (failure, stdout) => {
        const token = stdout.trim()
        // Whatever failed, there is no sign-in to be had; what `gh` says about it may hold more than we want to know.
        resolve(failure || !/^[\x21-\x7e]{4,1000}$/.test(token) ? null : token)
      },
    )
  })
}

/** What `gh` gets of the environment where it is asked about a host. */
export function ghEnvironment(env: NodeJS.ProcessEnv, host: string): NodeJS.ProcessEnv {
  const isNamed = env['GH_HOST']?.toLowerCase() === host.toLowerCase()
  const names = isNamed ? [...allowed, ...ofOneHost] : allowed
  const seen = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))
  return { ...Object.fromEntries(seen), GH_PROMPT_DISABLED: '1' }
}
