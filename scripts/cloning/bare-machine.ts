// A machine without Chromium and without claude, made of a PATH, a HOME and an npm cache of its own.
import { accessSync, constants, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs a newcomer's PATH must not have. */
const hidden = /^(chrom(e|ium)|google-chrome|microsoft-edge|claude|apt-get$|apt$)/

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    // A dangling link or a file of another user: no program for us.
    return false
  }
}

/** Links every program of PATH except the hidden ones into `bin`; the first of two with one name wins, as on PATH. */
function linkPrograms(bin: string, path: string): void {
  const seen = new Set<string>()
  for (const folder of path.split(delimiter)) {
    let names: string[] = []
    try {
      names = readdirSync(folder)
    } catch {
      // PATH may name folders that do not exist.
    }
    for (const name of names) {
      if (seen.has(name) || hidden.test(name) || !isProgram(join(folder, name))) continue
      seen.add(name)
      symlinkSync(join(folder, name), join(bin, name))
    }
  }
}

/** Environment variables that a newcomer has as well; everything else is left behind. */
const kept = /^(LANG|LC_.*|TERM|TZ|.*_proxy|.*_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_.*)$/

/**
 * Makes the machine under `folder` and returns the environment of a shell on it. `npmConfig` is the person's own
 * .npmrc, if the registry can only be reached with it; nothing else of the real HOME is visible.
 */
export function bareMachine(
  folder: string,
  env: NodeJS.ProcessEnv,
  npmConfig: string | null,
): Record<string, string> {
  const place = (name: string) => {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
    return join(folder, name)
  }
  const bin = place('bin')
  linkPrograms(bin, env.PATH ?? '')
  const own = Object.entries(env).flatMap(([key, value]) =>
    kept.test(key) && value !== undefined ? [[key, value] as const] : [],
  )
  return {
    ...Object.fromEntries(own),
    PATH: bin,
    HOME: place('home'),
    TMPDIR: place('tmp'),
    npm_config_cache: place('npm-cache'),
    A_PARALLEL_OPEN: '0',
    ...(npmConfig === null ? {} : { npm_config_userconfig: npmConfig }),
  }
}
