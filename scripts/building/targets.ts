// What a build is made of: its inputs, where it goes, how it is made. Must never write outside dist/.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface Target {
  /** Files and folders, relative to the root, whose change makes the output stale. */
  inputs: readonly string[]
  /** The folder it fills, relative to the root. */
  output: string
  /** Builds into `out` (an empty folder that does not exist yet). */
  make: (root: string, out: string) => Promise<void>
}

const everywhere = [
  'package-lock.json',
  'packages/contract/package.json',
  'packages/contract/src',
  'packages/shared/src',
]

async function makeServer(root: string, out: string): Promise<void> {
  const { build } = await import('rolldown')
  await build({
    cwd: root,
    input: { main: join(root, 'packages/server/src/main.ts') },
    platform: 'node',
    // A native addon finds its binary beside its own files, so it cannot move into a bundle.
    external: ['@photostructure/sqlite'],
    logLevel: 'warn',
    output: { dir: out, format: 'esm', sourcemap: true, entryFileNames: '[name].js' },
  })
}

const migrations = 'packages/server/src/store/migrations'

/** The server reads its migrations from the folder beside its own, in the source as in the build. */
function copyMigrations(root: string, out: string): Promise<void> {
  return cp(join(root, migrations), out, { recursive: true })
}

async function makeClient(root: string, out: string): Promise<void> {
  const { build } = await import('vite')
  const client = join(root, 'packages/client')
  await build({
    root: client,
    configFile: join(client, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: out, emptyOutDir: true },
  })
}

export const targets = {
  server: {
    inputs: [...everywhere, 'packages/server/src', 'scripts/building/targets.ts'],
    output: 'dist/server',
    make: makeServer,
  },
  migrations: { inputs: [migrations], output: 'dist/migrations', make: copyMigrations },
  client: {
    inputs: [
      ...everywhere,
      'packages/client/package.json',
      'packages/client/index.html',
      'packages/client/diagram.html',
      'packages/client/public',
      'packages/client/src',
      'packages/client/vite.config.ts',
      'scripts/building/targets.ts',
    ],
    output: 'dist/client',
    make: makeClient,
  },
} satisfies Record<string, Target>

/** Builds beside the old output and swaps at the end: a failed build leaves the old one in place. */
export async function makeTarget(root: string, target: Target): Promise<void> {
  const output = join(root, target.output)
  const next = `${output}.${process.pid}.next`
  const old = `${output}.${process.pid}.old`
  mkdirSync(dirname(output), { recursive: true })
  try {
    await target.make(root, next)
    if (existsSync(output)) renameSync(output, old)
    renameSync(next, output)
  } finally {
    rmSync(next, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}
