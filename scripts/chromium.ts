// Finds a Chromium that runs, or installs one. `node scripts/run.mjs chromium` does it by hand and prints where it is.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import { playwrightCandidates, systemCandidates } from './browser/candidates.ts'
import { fromApt, fromNpm, fromPlaywright, type Installed } from './browser/install.ts'
import { root as ownRoot } from './building/root.ts'

export interface Chromium {
  path: string
  version: string
  /** What a process that starts it must have in its environment; CHROMIUM_PATH among it. */
  env: Record<string, string>
}

const advice =
  'No Chromium. Do one of these: set CHROMIUM_PATH to a Chromium or Chrome; on Debian or Ubuntu run ' +
  '`sudo apt-get install chromium`; with access to Playwright’s downloads run `npx playwright-core install chromium`.'

/** The browser at `path` when it starts here, else null. */
function tryChromium({ path, env }: Installed): Chromium | null {
  const found = { path, env: { ...env, CHROMIUM_PATH: path } }
  // On Windows the browser answers --version with a window.
  if (platform() === 'win32') return existsSync(path) ? { ...found, version: 'Chromium' } : null
  try {
    const version = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 30_000,
    })
    return { ...found, version: version.trim() }
  } catch {
    // It is missing, or libraries are: either way it is not the browser we look for.
    return null
  }
}

function firstThatRuns(candidates: readonly Installed[]): Chromium | null {
  for (const candidate of candidates) {
    const chromium = tryChromium(candidate)
    if (chromium !== null) return chromium
  }
  return null
}

/** A Chromium that is here already: CHROMIUM_PATH (and then no other), the system's, Playwright's. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): Chromium | null {
  if (env.CHROMIUM_PATH) {
    const chromium = tryChromium({ path: env.CHROMIUM_PATH, env: {} })
    if (chromium === null) throw new Error(`CHROMIUM_PATH=${env.CHROMIUM_PATH} does not start.`)
    return chromium
  }
  const paths = [...systemCandidates(env), ...playwrightCandidates(env)]
  return firstThatRuns(paths.map((path) => ({ path, env: {} })))
}

/** Finds a Chromium or installs one, trying Playwright's download, apt and npm in turn; null when all fail. */
export async function findOrInstallChromium(
  root: string,
  say: (line: string) => void,
): Promise<Chromium | null> {
  const present = findChromium()
  if (present !== null) return present
  const ways = [
    { name: 'Playwright’s download', install: fromPlaywright },
    { name: 'apt-get', install: fromApt },
    { name: 'npm', install: fromNpm },
  ]
  for (const { name, install } of ways) {
    say(`No Chromium here; trying ${name}.`)
    const chromium = firstThatRuns(await install(root))
    if (chromium !== null) return chromium
  }
  say(advice)
  return null
}

/** Arguments for playwright-core's `chromium.launch`: a browser cannot sandbox itself as root. */
export function launchOptions({ path }: Pick<Chromium, 'path'>): {
  executablePath: string
  args: string[]
} {
  return { executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const chromium = await findOrInstallChromium(ownRoot, (line) => console.log(line))
  if (chromium !== null) console.log(`${chromium.version} at ${chromium.path}`)
  process.exitCode = chromium === null ? 1 : 0
}
