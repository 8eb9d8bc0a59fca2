// Creations that are killed at any moment, as a server that dies leaves them.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { dropHeldBranch, removeHalfMade } from './clean.ts'
import { createWorktree } from './create.ts'

let repository: TestRepository
const children: ChildProcess[] = []
beforeEach(() => {
  const files = Array.from({ length: 400 }, (_, index) => [`src/${index}.txt`, `${index}\n`])
  repository = makeRepository(Object.fromEntries(files))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  repository.remove()
})

const at = (name: string): string => join(repository.directory, 'worktrees', name)
const half = (name: string) => ({
  repository: repository.root,
  path: at(name),
  branch: `ap/${name}`,
})

function entries(): string[] {
  return repository.plain(['worktree', 'list', '--porcelain']).split('\n\n').slice(1)
}

function branches(): string[] {
  return repository
    .plain(['branch', '--format=%(refname:short)'])
    .split('\n')
    .filter((name) => name !== 'main')
}

interface DoomedServer {
  kill: () => void
  /** Resolves with its end, which may come before the kill. */
  ended: Promise<unknown>
}

/** A server that creates one worktree; it says `go` just before. */
async function startServer(name: string): Promise<DoomedServer> {
  const core = pathToFileURL(join(import.meta.dirname, '../core.ts')).href
  const create = pathToFileURL(join(import.meta.dirname, 'create.ts')).href
  const source = `
    import { createGit } from ${JSON.stringify(core)}
    import { createWorktree } from ${JSON.stringify(create)}
    const git = createGit({ environment: process.env })
    process.stdout.write('go\\n')
    const ask = ${JSON.stringify({ ...half(name), base: 'main' })}
    process.stdout.write(JSON.stringify(await createWorktree(git, ask)) + '\\n')
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: import.meta.dirname,
    env: repository.environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  return { kill: () => child.kill('SIGKILL'), ended }
}

it('cleans what a killed server left, whenever it was killed', { timeout: 120_000 }, async () => {
  for (const [index, ms] of [0, 10, 20, 35, 60].entries()) {
    const name = `t${index}`
    const server = await startServer(name)
    await wait(ms)
    server.kill()
    await server.ended
    const outcome = await removeHalfMade(repository.git, half(name))
    if (outcome.kind === 'ready') {
      expect(existsSync(join(at(name), 'src/399.txt'))).toBe(true)
      repository.plain(['worktree', 'remove', '--force', at(name)])
      repository.plain(['branch', '-D', `ap/${name}`])
    } else {
      expect(outcome).toEqual({ kind: 'removed' })
    }
    expect({ entries: entries(), branches: branches(), files: existsSync(at(name)) }).toEqual({
      entries: [],
      branches: [],
      files: false,
    })
    expect(
      await createWorktree(repository.git, { ...half(`${name}b`), base: 'main' }),
    ).toMatchObject({ kind: 'ready' })
    repository.plain(['worktree', 'remove', '--force', at(`${name}b`)])
    repository.plain(['branch', '-D', `ap/${name}b`])
  }
})

it('cleans each half that git can leave', async () => {
  const gitDir = join(repository.root, '.git')
  // Killed in `git worktree add`, before and after it wrote which path the entry is for.
  mkdirSync(join(gitDir, 'worktrees/one'), { recursive: true })
  mkdirSync(at('one'), { recursive: true })
  writeFileSync(join(gitDir, 'worktrees/one/locked'), 'initializing\n')
  repository.plain(['branch', 'ap/one'])
  expect(await removeHalfMade(repository.git, half('one'))).toEqual({ kind: 'removed' })
  repository.plain(['worktree', 'add', '-q', '--no-checkout', '-b', 'ap/two', at('two')])
  writeFileSync(join(gitDir, 'worktrees/two/locked'), 'initializing\n')
  rmSync(join(gitDir, 'worktrees/two/commondir'))
  expect(await removeHalfMade(repository.git, half('two'))).toEqual({ kind: 'removed' })
  // Killed in the checkout.
  repository.plain(['worktree', 'add', '-q', '--no-checkout', '-b', 'ap/three', at('three')])
  writeFileSync(join(at('three'), 'half'), '')
  writeFileSync(join(gitDir, 'worktrees/three/index.lock'), '')
  writeFileSync(join(gitDir, 'refs/heads/ap/three.lock'), '')
  expect(await removeHalfMade(repository.git, half('three'))).toEqual({ kind: 'removed' })
  expect({ entries: entries(), branches: branches() }).toEqual({ entries: [], branches: [] })
  expect(existsSync(join(gitDir, 'worktrees'))).toBe(false)
  // Killed before the branch was written: nothing but its lock, in the way of every other try.
  mkdirSync(join(gitDir, 'refs/heads/ap'), { recursive: true })
  writeFileSync(join(gitDir, 'refs/heads/ap/four.lock'), '')
  expect(await createWorktree(repository.git, { ...half('four'), base: 'main' })).toMatchObject({
    kind: 'ready',
  })
  repository.plain(['worktree', 'remove', '--force', at('four')])
  repository.plain(['branch', '-D', 'ap/four'])
  // Nothing there at all.
  expect(await removeHalfMade(repository.git, half('four'))).toEqual({ kind: 'removed' })
})

it('keeps commits, and worktrees that are ready or hold the repository', async () => {
  const ready = await createWorktree(repository.git, { ...half('one'), base: 'main' })
  writeFileSync(join(at('one'), 'work'), 'x')
  expect(ready.kind).toBe('ready')
  expect(await removeHalfMade(repository.git, half('one'))).toMatchObject({ kind: 'ready' })
  expect(readFileSync(join(at('one'), 'work'), 'utf8')).toBe('x')
  repository.plain(['add', '-A'], at('one'))
  repository.plain(['commit', '-q', '-m', 'own'], at('one'))
  rmSync(at('one'), { recursive: true })
  expect(await removeHalfMade(repository.git, half('one'))).toEqual({ kind: 'removed' })
  expect(branches()).toEqual(['ap/one'])
  expect(
    await removeHalfMade(repository.git, { ...half('x'), path: repository.root }),
  ).toMatchObject({
    kind: 'refused',
  })
  await expect(
    removeHalfMade(repository.git, {
      ...half('x'),
      path: join(repository.directory, 'repository/.git'),
    }),
  ).resolves.toMatchObject({ kind: 'refused' })
  expect(existsSync(join(repository.root, 'src/0.txt'))).toBe(true)
})

it('deletes a branch whose commits lie elsewhere, and no other', async () => {
  const { git, root, plain } = repository
  const drop = (name: string) => dropHeldBranch(git, root, name)
  plain(['branch', 'ap/merged'])
  plain(['worktree', 'add', '-q', '-b', 'ap/open', at('open')])
  plain(['checkout', '-q', '-b', 'ap/own'])
  plain(['commit', '-q', '--allow-empty', '-m', 'own'])
  const tip = plain(['rev-parse', 'HEAD'])
  plain(['checkout', '-q', 'main'])
  // What we keep ourselves holds nothing for a person.
  plain(['update-ref', 'refs/a-parallel/keep/one/x', tip])
  // A person who looks at it, and their stash, go on.
  plain(['worktree', 'add', '-q', '--detach', at('looks'), tip])
  plain(['update-ref', 'refs/stash', tip])
  // It is on a commit now, and goes back to its branch.
  plain(['worktree', 'add', '-q', '-b', 'ap/rebased', at('rebased')])
  plain(['-c', 'sequence.editor=echo break >', 'rebase', '-q', '-i', 'HEAD'], at('rebased'))
  for (const name of branches()) await drop(name)
  await drop('ap/none')
  expect(branches()).toEqual(['ap/open', 'ap/own', 'ap/rebased'])
  plain(['update-ref', 'refs/remotes/origin/own', tip])
  await drop('ap/own')
  expect(branches()).toEqual(['ap/open', 'ap/rebased'])
})
