// Three ways to get a Chromium onto a machine that has none. Each returns where to look, and never asks a person.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { runCommand, runTool } from '../gate/tool.ts'
import { playwrightCandidates } from './candidates.ts'

export interface Installed {
  path: string
  /** What the program needs in its environment. */
  env: Record<string, string>
}

const minutes = (n: number) => n * 60_000

/** Playwright's own download. Its mirrors may be out of reach, so it gets three minutes. */
export async function fromPlaywright(root: string): Promise<Installed[]> {
  const options = { env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' }, limit: minutes(3) }
  await runTool(root, 'playwright-core', ['install', 'chromium', '--no-shell'], options)
  return playwrightCandidates(process.env).map((path) => ({ path, env: {} }))
}

/** Debian's and Ubuntu's package, where we may install it. */
export async function fromApt(root: string): Promise<Installed[]> {
  if (platform() !== 'linux' || process.getuid?.() !== 0) return []
  const apt = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'apt-get'))
  const command = apt.find((path) => existsSync(path))
  if (command === undefined) return []
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, limit: minutes(8) }
  const run = (...args: string[]) => runCommand(root, command, args, options)
  if ((await run('update')) === 0) await run('install', '-y', '--no-install-recommends', 'chromium')
  return [{ path: '/usr/bin/chromium', env: {} }].filter(({ path }) => existsSync(path))
}

const sparticuz = '@sparticuz/chromium@147.0.0'

/** A Chromium inside an npm package (x64 Linux). It is unpacked into a folder of its own: it trusts whatever it finds. */
export async function fromNpm(root: string): Promise<Installed[]> {
  if (platform() !== 'linux' || arch() !== 'x64') return []
  const folder = join(root, 'node_modules/.cache/chromium')
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked, { recursive: true })
  if (!existsSync(join(folder, 'package.json')))
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const program = join(unpacked, 'chromium')
  if (!existsSync(program)) {
    const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', sparticuz]
    const code = await runCommand(root, 'npm', args, { limit: minutes(5) })
    if (code !== 0) return []
    const ask = 'import("@sparticuz/chromium").then((m) => m.default.executablePath())'
    execFileSync(process.execPath, ['-e', ask], {
      cwd: folder,
      env: { ...process.env, TMPDIR: unpacked },
      stdio: 'inherit',
    })
  }
  if (!existsSync(program)) return []
  return [
    { path: program, env: {} },
    { path: program, env: { LD_LIBRARY_PATH: unpackLibraries(folder, unpacked) } },
  ]
}

/** The package carries the NSS libraries that a bare machine lacks; returns the folder they are unpacked into. */
function unpackLibraries(folder: string, unpacked: string): string {
  const target = join(unpacked, 'libraries')
  const bin = join(folder, 'node_modules/@sparticuz/chromium/bin')
  const archive = readdirSync(bin, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('al2023.tar.br'),
  )
  if (!existsSync(target) && archive !== undefined) {
    mkdirSync(target)
    const input = brotliDecompressSync(readFileSync(join(bin, archive)))
    execFileSync('tar', ['-x', '-C', target], { input })
  }
  return join(target, 'lib')
}
