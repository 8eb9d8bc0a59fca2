// `git worktree add` killed at random moments, with its server, without it, and alone: after the next start every thread
// has its worktree, and nothing half made is left in the repository.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectWhole } from '../support/crash/whole-repository.ts'

let rig: CrashRig
let repository: string
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  const files = Array.from({ length: 1500 }, (_, index) => [`src/${index}.txt`, `${index}\n`])
  repository = makeRepository(join(rig.folder, 'many'), Object.fromEntries(files))
  const { body } = await rig.api('POST', '/api/projects', { path: repository })
  projectId = (body as { id: string }).id // The contract's answer.
  // One thread holds the only slot, so that the others are about their worktrees alone.
  await rig.end('SIGTERM')
  rig.env['A_PARALLEL_SLOTS'] = '1'
  await rig.start()
  await rig.thread({ projectId, prompt: prompt('Hold', ['x', { hold: 'half-made' }]) })
  await rig.model.waitForRequest((request) => request.answer.holding === 'half-made', 60_000)
})
afterAll(async () => {
  rig.model.release('half-made')
  await rig.close()
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

const lines = (text: string) => text.split('\n').filter((line) => line !== '')

/** The git processes that make worktrees of this rig (proc(5)). */
function makers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        return environment.includes(`A_PARALLEL_WORKTREE=${rig.home}`) ? [Number(pid)] : []
      } catch {
        return [] // It ended meanwhile, or is not ours.
      }
    })
}

function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

type Kill = 'both' | 'server' | 'git'

/** Asks for four threads, and kills at a moment nobody chose. */
async function round(kill: Kill): Promise<{ ids: string[]; struck: number }> {
  const wishes = [0, 1, 2, 3].map((one) =>
    rig.thread({ projectId, prompt: prompt(`Wish ${one}`, 'Hi.') }),
  )
  const ids = await Promise.all(wishes)
  await expect.poll(() => makers().length, { timeout: 30_000, interval: 2 }).toBeGreaterThan(0)
  await wait(Math.random() * 100)
  const pids = makers()
  if (kill !== 'server') killAll(pids)
  if (kill === 'git') return { ids, struck: pids.length }
  const end = rig.end('SIGKILL')
  if (kill === 'both') killAll(makers())
  await end
  await rig.start()
  return { ids, struck: pids.length }
}

const made = (thread: ThreadSnapshot) => thread.worktree?.state === 'ready'

it.runIf(process.platform === 'linux')(
  'twenty worktrees whose making was killed are all there in the end, and nothing else is [linux]',
  async () => {
    const ids: string[] = []
    let struck = 0
    for (const kill of ['both', 'git', 'both', 'server', 'both'] as const) {
      const done = await round(kill)
      ids.push(...done.ids)
      struck += done.struck
      for (const id of done.ids) {
        const settled = await rig.until(id, (thread) => thread.worktree?.state !== 'requested')
        // Git alone was killed: that is said, and resuming is the way back.
        if (!made(settled)) {
          expect([settled.status, settled.worktree?.problem?.code]).toEqual([
            'failed',
            'worktree_failed',
          ])
          expect((await rig.api('POST', `/api/threads/${id}/resume`)).status).toBe(202)
          await rig.until(id, made)
        }
      }
    }
    expect(struck).toBeGreaterThan(0)
    const threads = await Promise.all(ids.map((id) => rig.snapshot(id)))
    for (const { worktree } of threads) {
      expect(git(worktree!.path, 'status', '--porcelain')).toBe('')
      expect(git(worktree!.path, 'symbolic-ref', '--short', 'HEAD')).toBe(worktree!.branch)
      expect(existsSync(join(worktree!.path, 'src/1499.txt'))).toBe(true)
    }
    // The main checkout and the thread that holds the slot come to these.
    const entries = lines(git(repository, 'worktree', 'list', '--porcelain'))
    expect(entries.filter((line) => line.startsWith('worktree '))).toHaveLength(22)
    expect(entries.filter((line) => /^(locked|prunable)/.test(line))).toEqual([])
    expect(lines(git(repository, 'branch', '--list', 'a-parallel/*'))).toHaveLength(21)
    const folders = readdirSync(join(rig.home, 'worktrees', projectId.slice(0, 8)))
    expect(folders).toHaveLength(21)
    const left = execFileSync('find', [join(repository, '.git'), '-name', '*.lock'], {
      encoding: 'utf8',
    })
    expect(lines(left)).toEqual([])
    await expectWhole(repository)
  },
  240_000,
)

it.runIf(process.platform === 'linux')(
  'a worktree whose making again was killed is made all the same, from its branch [linux]',
  async () => {
    const { body } = await rig.api('GET', `/api/threads?projectId=${projectId}`)
    // The contract's answer; the newest are those that wait for the slot.
    const [first] = (body as { threads: { id: string }[] }).threads
    const id = first!.id
    const { path, branch } = (await rig.snapshot(id)).worktree!
    writeFileSync(join(path, 'own.txt'), 'own\n')
    git(path, 'add', 'own.txt')
    git(path, 'commit', '-q', '-m', 'Own')
    const resume = async () => (await rig.api('POST', `/api/threads/${id}/resume`)).status
    for (let time = 0; time < 4; time += 1) {
      rmSync(path, { recursive: true })
      // The first wish finds it gone and says so, the second makes it again.
      expect([await resume(), await resume()]).toEqual([409, 202])
      await expect.poll(() => makers().length, { timeout: 30_000, interval: 2 }).toBeGreaterThan(0)
      await wait(Math.random() * 80)
      const end = rig.end('SIGKILL')
      killAll(makers())
      await end
      await rig.start()
      await rig.until(id, made)
      expect(git(path, 'status', '--porcelain', '--branch')).toBe(`## ${branch}`)
      expect(readFileSync(join(path, 'own.txt'), 'utf8')).toBe('own\n')
    }
    const folders = readdirSync(join(rig.home, 'worktrees', projectId.slice(0, 8)))
    expect(folders.filter((name) => name.includes('set-aside'))).toEqual([])
    expect(git(repository, 'worktree', 'list', '--porcelain')).not.toMatch(/^(locked|prunable)/m)
  },
  180_000,
)
