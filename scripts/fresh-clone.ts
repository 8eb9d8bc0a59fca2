// `npm run fresh-clone`: proves that a fresh clone starts and passes its tests with one command each, on a machine with
// an empty HOME and npm cache and without Chromium and claude on PATH. Needs POSIX. Leaves nothing behind.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './building/root.ts'
import { bareMachine } from './cloning/bare-machine.ts'
import { secondsUntilServed } from './cloning/served.ts'
import { runCommand } from './gate/tool.ts'

const { values } = parseArgs({ options: { 'start-only': { type: 'boolean', default: false } } })

async function prove(folder: string): Promise<boolean> {
  const npmConfig = join(homedir(), '.npmrc')
  const env = bareMachine(folder, process.env, existsSync(npmConfig) ? npmConfig : null)
  const clone = join(folder, 'clone')
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { stdio: 'inherit' })
  const first = await secondsUntilServed(clone, env)
  console.log(first === null ? 'npm start: no page' : `npm start: page after ${first.toFixed(1)} s`)
  if (first === null) return false
  const second = await secondsUntilServed(clone, env)
  const isFast = second !== null && second < 3
  console.log(
    `npm start again: ${second === null ? 'no page' : `page after ${second.toFixed(2)} s`}`,
  )
  if (values['start-only']) return isFast
  const code = await runCommand(clone, 'npm', ['test'], { env, bare: true })
  console.log(`npm test: exit code ${code}`)
  return isFast && code === 0
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-clone-')))
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(name, () => process.exit(130))
const proven = await prove(folder)
console.log(proven ? 'A fresh clone works.' : 'A fresh clone does NOT work.')
process.exitCode = proven ? 0 : 1
