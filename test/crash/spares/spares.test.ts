// A server that is killed while agents wait for threads that are written: the next one clears them away, and a thread
// that was created by then begins.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { long } from '../../support/crash/form.ts'
import { prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'
import { portHolders, spareNote, untilNoSpare, untilSpare } from '../../support/crash/spares.ts'

let rig: CrashRig
let repository: string
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  repository = makeRepository(join(rig.folder, 'repository'))
  const { body } = await rig.api('POST', '/api/projects', { path: repository })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' }).trim()

async function spare() {
  const id = randomUUID()
  await rig.api('POST', `/api/threads/${id}/spare`, { projectId, prompt: 'Say hello' })
  return { id, ...(await untilSpare(rig.home, id)) }
}

it.each(['SIGKILL', 'SIGTERM'] as const)('after %s nothing of a spare is left', async (signal) => {
  const { id, runId, path, branch } = await spare()
  const pid = rig.agentPid(runId)
  expect(pid).not.toBeNull()
  await rig.end(signal)
  expect(spareNote(rig.home, id)).not.toBeNull()
  await rig.start()
  await untilNoSpare(rig.home, id)
  expect([existsSync(path), existsSync(`/proc/${pid}`)]).toEqual([false, false])
  expect(readdirSync(join(rig.home, 'runs'))).not.toContain(runId)
  expect(git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).not.toContain(branch)
  expect(git('for-each-ref', 'refs/a-parallel')).toBe('')
})

it('a thread that was created right before the server died begins once, with all of its words', async () => {
  const { id } = await spare()
  const script = prompt('Say hello', ['Hello again.'])
  await rig.thread({ id, projectId, title: 'Say hello', prompt: script })
  await rig.end('SIGKILL')
  await rig.start()
  const thread = await rig.until(id, ({ status }) => status === 'completed')
  const words = thread.items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))
  expect(words).toEqual(['Hello again.'])
  await untilNoSpare(rig.home, id)
  expect(git('worktree', 'list').split('\n')).toHaveLength(2)
})

describe('of a project with a recipe', () => {
  const recipe = {
    folders: { copy: ['node_modules'] },
    ports: ['PORT'],
    commands: [{ name: 'count', command: 'echo "ran with $PORT" >> ran.log' }],
  }
  let prepared: string

  beforeAll(async () => {
    const path = makeRepository(join(rig.folder, 'prepared'), {
      '.gitignore': 'node_modules/\n*.log\n',
      '.a-parallel.json': JSON.stringify(recipe),
    })
    mkdirSync(join(path, 'node_modules'))
    for (let index = 0; index < 800; index += 1)
      writeFileSync(join(path, 'node_modules', `${index}.js`), `${index}\n`)
    const { body } = await rig.api('POST', '/api/projects', { path })
    prepared = (body as { id: string }).id // The contract's answer.
    const trust = await rig.api('GET', `/api/projects/${prepared}/trust`)
    const { fingerprint } = trust.body as { fingerprint: string } // The contract's answer.
    await rig.api('POST', `/api/projects/${prepared}/trust`, { fingerprint })
  })

  const inFolder = () => {
    const folder = join(rig.home, 'worktrees', prepared.slice(0, 8))
    return existsSync(folder) ? readdirSync(folder) : []
  }

  it('nothing of a spare is left, and no port, whenever the server dies', async () => {
    for (let round = 0; round < (long ? 20 : 5); round += 1) {
      const id = randomUUID()
      await rig.api('POST', `/api/threads/${id}/spare`, { projectId: prepared, prompt: 'Count' })
      await expect
        .poll(() => spareNote(rig.home, id), { interval: 2, timeout: 20_000 })
        .not.toBeNull()
      if (round === 0) await untilSpare(rig.home, id)
      else await wait(Math.random() * 250)
      await rig.end('SIGKILL')
      await rig.start()
      await untilNoSpare(rig.home, id)
      expect([inFolder(), portHolders(rig.home)]).toEqual([[], []])
    }
  })

  it('a thread that was created right before begins once: its files are there, its commands ran once', async () => {
    const id = randomUUID()
    await rig.api('POST', `/api/threads/${id}/spare`, { projectId: prepared, prompt: 'Count' })
    await untilSpare(rig.home, id)
    const script = prompt('Count', ['Counted.'])
    await rig.thread({ id, projectId: prepared, title: 'Count', prompt: script })
    await rig.end('SIGKILL')
    await rig.start()
    const thread = await rig.until(id, ({ status }) => status === 'completed')
    const path = thread.worktreePath ?? ''
    const port = thread.preparation?.ports['PORT']
    expect(readFileSync(join(path, 'ran.log'), 'utf8')).toBe(`ran with ${port}\n`)
    expect(readdirSync(join(path, 'node_modules'))).toHaveLength(800)
    expect(thread.preparation?.commands.map(({ state }) => state)).toEqual(['done'])
    await untilNoSpare(rig.home, id)
    expect([inFolder().length, portHolders(rig.home)]).toEqual([1, [id]])
  })
})
