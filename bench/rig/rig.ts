// What every figure works with: a folder that is removed afterwards, the model, repositories, the agent's program.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bundleBare, type Bare } from './bundle.ts'
import { startModel, type Model } from './model.ts'
import { startServer, type BenchServer, type ServerAsk } from './server.ts'

export interface Rig {
  folder: string
  model: Model
  /** The real CLI. */
  claude: string
  bare: Bare
  /** Each figure once, and small. */
  quick: boolean
  /** Where V8 writes CPU profiles of every server. */
  profile: string | undefined
  say(line: string): void
  /** An empty folder. */
  place(name: string): string
  repository(name: string): string
  /** A server with data of its own, and a project in it. */
  server(
    name: string,
    other?: Partial<Pick<ServerAsk, 'agent' | 'env'>>,
  ): Promise<{ server: BenchServer; projectId: string }>
}

export interface RigAsk {
  quick: boolean
  profile: string | undefined
  say: (line: string) => void
}

/** Runs `work` with a rig, and clears everything away. */
export async function withRig<T>(ask: RigAsk, work: (rig: Rig) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-bench-')))
  try {
    const model = await startModel(folder)
    try {
      return await work(await makeRig(ask, folder, model))
    } finally {
      await model.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function makeRig(ask: RigAsk, folder: string, model: Model): Promise<Rig> {
  const manifest = createRequire(import.meta.url).resolve('@anthropic-ai/claude-code/package.json')
  const claude = join(dirname(manifest), 'bin', 'claude.exe')
  const place = (name: string) => {
    mkdirSync(join(folder, name), { recursive: true })
    return join(folder, name)
  }
  const repository = (name: string) => makeRepository(place(name))
  return {
    folder,
    model,
    claude,
    bare: await bundleBare(join(folder, 'bare')),
    quick: ask.quick,
    profile: ask.profile,
    say: ask.say,
    place,
    repository,
    async server(name, { agent = claude, env } = {}) {
      const own = place(name)
      const server = await startServer({
        folder: own,
        modelUrl: model.url,
        agent,
        env,
        profile: ask.profile,
      })
      const path = repository(join(name, 'repository'))
      const { id } = await server.api<{ id: string }>('POST', '/api/projects', { path })
      return { server, projectId: id }
    },
  }
}

const files = 100

/** A small repository: a hundred files in one commit. */
function makeRepository(path: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Bench')
  git('config', 'user.email', 'bench@example.invalid')
  for (let index = 0; index < files; index += 1) {
    writeFileSync(join(path, `file-${index}.txt`), `${'one line of text\n'.repeat(40)}${index}\n`)
  }
  git('add', '.')
  git('commit', '-q', '-m', 'Begin')
  return path
}
