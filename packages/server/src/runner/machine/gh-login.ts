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
  'GH_ENTERPRISE_TOKEN',
  'GITHUB_ENTERPRISE_TOKEN',
  'LANG',
]

const withinMs = 5_000

/** The token for a host; null without `gh`, or where it is not signed in. */
export function ghToken(env: NodeJS.ProcessEnv, host: string): Promise<string | null> {
  const seen = Object.fromEntries(
    allowed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
  return new Promise((resolve) => {
    execFile(
      'gh',
      ['auth', 'token', '--hostname', host],
      {
        env: { ...seen, GH_PROMPT_DISABLED: '1' },
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
