// Opens the sign-in link where there is a desktop. Its failure is no failure of the server: the link is printed.
import { spawn } from 'node:child_process'

export function openBrowser(link: string, env: NodeJS.ProcessEnv): void {
  const program = opener(env)
  if (program === null) return
  const child = spawn(program, [link], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined) // Nothing to open it with.
  child.unref()
}

function opener(env: NodeJS.ProcessEnv): string | null {
  if (env.CI !== undefined) return null
  if (process.platform === 'darwin') return 'open'
  if (process.platform === 'win32') return 'explorer'
  return env.DISPLAY || env.WAYLAND_DISPLAY ? 'xdg-open' : null
}
