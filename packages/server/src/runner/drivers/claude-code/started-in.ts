// How `claude` is brought to start a program in a folder of our choice: it knows of none but its own, the checkout, where npx
// and its like obey what the repository holds. Pure.

/** What is run, with its arguments. */
export interface Command {
  command: string
  args: string[]
}

/**
 * Goes there and becomes the program, so that nothing stands between it and whoever ends it. Where that fails, the greeting
 * (the first request, which has the id 0) is answered with why: what is said on stderr nobody is told.
 */
const script = String.raw`no() { read -r _; printf '{"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"%s"}}\n' "$1"; exit 127; }
cd -- "$0" 2>/dev/null || no 'The folder that it works in is gone.'
unset OLDPWD
command -v -- "$1" >/dev/null || no 'There is no such program.'
exec "$@"`

/**
 * The same on Windows, which has no shell to become another program: Node stays between, and ends with it. What is no .exe
 * goes through the command processor, for which each argument is quoted as its shims want it.
 */
const windowsScript = String.raw`
const [folder, command, ...args] = process.argv.slice(1)
const { existsSync } = require('node:fs')
const { delimiter, isAbsolute, join, resolve } = require('node:path')
const { once } = require('node:events')
const no = (message) => once(process.stdin, 'data').then(() => {
  const error = { code: -32000, message }
  process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id: 0, error }) + '\n', () => process.exit(127))
})
const windows = process.platform === 'win32'
const endings = windows ? ['', ...(process.env.PATHEXT || '.EXE;.CMD;.BAT').split(';')] : ['']
const folders = /[\\/]/.test(command) ? [folder] : (process.env.PATH || '').split(delimiter).filter(isAbsolute)
const found = folders.flatMap((one) => endings.map((end) => resolve(one, command + end))).find((one) => existsSync(one))
const quoted = (arg) => {
  const whole = '"' + arg.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1') + '"'
  const once = (text) => text.replace(/[()\][%!^"${'`'}<>&|;, *?]/g, '^$&')
  return once(once(whole))
}
const start = () => {
  const { spawn } = require('node:child_process')
  const options = { cwd: folder, stdio: 'inherit', windowsHide: true }
  if (!windows || /\.(exe|com)$/i.test(found)) return spawn(found, args, options)
  const line = [found.replace(/[()\][%!^"${'`'}<>&|;, *?]/g, '^$&'), ...args.map(quoted)].join(' ')
  const shell = process.env.ComSpec || 'cmd.exe'
  return spawn(shell, ['/d', '/s', '/c', '"' + line + '"'], { ...options, windowsVerbatimArguments: true })
}
if (!existsSync(folder)) no('The folder that it works in is gone.')
else if (!found) no('There is no such program.')
else {
  const child = start()
  child.on('error', () => no('It could not be started.'))
  child.on('exit', (code) => process.exit(code === null ? 1 : code))
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
}
`

/**
 * The command that starts this one in a folder.
 * @param folder absolute.
 * @param node Node's own program.
 */
export function startedIn(
  folder: string,
  { command, args }: Command,
  { platform, execPath: node }: Pick<NodeJS.Process, 'platform' | 'execPath'> = process,
): Command {
  return platform === 'win32'
    ? { command: node, args: ['-e', windowsScript, '--', folder, command, ...args] }
    : { command: '/bin/sh', args: ['-c', script, folder, command, ...args] }
}
