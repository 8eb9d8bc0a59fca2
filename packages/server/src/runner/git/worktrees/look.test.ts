// A look stops an agent when it tells of a loss, so it must not tell of one that is none: neither while the agent's own
// git rewrites its branch, nor when the machine has no file descriptor left to read with.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from './create.ts'
import { lookAtWorktree } from './look.ts'

const tsx = fileURLToPath(import.meta.resolve('tsx'))

let repository: TestRepository
let path: string
const branch = 'ap/one'
const threadId = '00000000-0000-4000-8000-000000000001'

beforeEach(async () => {
  repository = makeRepository({ 'README.md': 'hello\n' })
  repository.plain(['branch', 'other'])
  repository.write('more.txt', 'more\n')
  repository.commit('more')
  path = join(repository.directory, 'worktrees', 'one')
  const ask = { repository: repository.root, path, branch, base: 'main' }
  expect((await createWorktree(repository.git, ask)).kind).toBe('ready')
})
afterEach(() => repository.remove())

const look = () =>
  lookAtWorktree(repository.git, { repository: repository.root, path, branch, threadId }).then(
    ({ kind }) => kind,
    // Nothing could be found out.
    (cause: Error) => cause.message,
  )

/** Runs a line of shell in the worktree again and again, as a busy agent would, until it is told to end. */
function busy(script: string): () => Promise<void> {
  const rounds = join(repository.directory, 'go')
  writeFileSync(rounds, '')
  const child = spawn('sh', ['-ec', `while test -e ${rounds}; do ${script}; done`], {
    cwd: path,
    env: repository.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'close')
  return async () => {
    rmSync(rounds)
    const [code] = await ended
    expect([code, said]).toEqual([0, ''])
  }
}

const commit = 'git commit -q --allow-empty -m'

it.each([
  ['amends', `git commit -q --amend --allow-empty -m "$(date +%N)"; sleep 0.05`],
  ['resets', `${commit} one; ${commit} two; git reset -q --hard HEAD~2`],
  ['rebases', `${commit} one; git rebase -q --onto other HEAD~1; git reset -q --hard main`],
  ['renames its branch', 'git branch -m ap/two; git branch -m ap/one'],
  ['changes its branch', `git checkout -q other; ${commit} one; git checkout -q ap/one`],
  ['makes its branch anew', `git checkout -q --detach; ${commit} one; git checkout -q -B ap/one`],
])('nothing is lost while an agent %s', async (_, script) => {
  const end = busy(script)
  const log = join(repository.root, '.git/worktrees/one/logs/HEAD')
  const steps = () => readFileSync(log, 'utf8').split('\n').length
  const first = steps()
  const seen = new Set<string>()
  for (let count = 0; count < 40 || steps() < first + 40; count += 1) seen.add(await look())
  await end()
  seen.delete(`${path} was written to at each of 6 looks`)
  expect([...seen]).toEqual(['fine'])
})

it('takes nothing for gone that cannot be read now', () => {
  const program = `
    import { openSync } from 'node:fs'
    const [folder, shared, path] = process.argv.slice(1)
    const { findEntry, worktreeState } = await import(folder + '/state.ts')
    const { readHistory } = await import(folder + '/history.ts')
    const ask = () => Promise.allSettled([
      worktreeState(shared, path), findEntry(shared, path), readHistory(shared + '/worktrees/one'),
    ])
    await ask()
    try {
      for (;;) openSync('/dev/null')
    } catch {}
    const said = await ask()
    process.stdout.write(said.map(({ value, reason }) => reason?.code ?? JSON.stringify(value)).join())
  `
  const node = [process.execPath, '--import', tsx, '--input-type=module', '-e', program]
  const asked = [import.meta.dirname, join(repository.root, '.git'), path]
  const few = ['-c', 'ulimit -n 60; exec "$@"', 'sh']
  const said = execFileSync('sh', [...few, ...node, ...asked], { encoding: 'utf8' })
  expect(said).toBe('EMFILE,EMFILE,EMFILE')
})

it('finds its own entry beside one that is closed to us', async () => {
  const entries = join(repository.root, '.git/worktrees')
  mkdirSync(join(entries, 'a/gitdir'), { recursive: true })
  expect(await look()).toBe('fine')
  renameSync(join(entries, 'one'), join(repository.directory, 'gone'))
  expect(await look()).toContain('EISDIR')
})
