import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGit } from './core.ts'
import { agentGitEnvironment, gitEnvironment, hardening } from './environment.ts'
import { GitError, gitErrorCode } from './error.ts'
import { readIdentity } from './identity.ts'
import { isBranchName } from './names.ts'
import { createPool } from './pool.ts'
import { makeRepository, type TestRepository } from './test-repository.ts'
import { parseVersion, readVersion } from './version.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  const cause: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return cause instanceof GitError ? cause.code : undefined
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('git', () => {
  it('tells whole letters, wherever what git prints is cut', async () => {
    const { git, root } = repository
    const many = 'alias.many=!yes € | head -n 100000 | tr -d "\\n" >&2'
    const told: string[] = []
    await git(['-c', many, 'many'], {
      cwd: root,
      name: 'version',
      onStderr: (piece) => told.push(piece),
    })
    expect(told.length).toBeGreaterThan(1)
    expect(told.join('')).toBe('€'.repeat(100_000))
  })

  it('gives output, and throws a code for what it did not expect', async () => {
    const { git, root, directory } = repository
    expect(
      (await git(['rev-parse', '--show-toplevel'], { cwd: root, name: 'version' })).text.trim(),
    ).toBe(root)
    expect(await codeOf(git(['status'], { cwd: directory, name: 'version' }))).toBe(
      'not-a-repository',
    )
    expect(await codeOf(git(['status'], { cwd: join(root, 'nowhere'), name: 'version' }))).toBe(
      'missing-cwd',
    )
    const none = createGit({
      environment: repository.environment,
      executable: 'git-that-is-not-there',
    })
    expect(await codeOf(none(['status'], { cwd: root, name: 'version' }))).toBe('git-missing')
    expect(await readVersion(none, root)).toEqual({ kind: 'missing' })
  })

  it('takes input, and ends what is too long, too large or no longer wanted', async () => {
    const { git, root } = repository
    const hash = await git(['hash-object', '--stdin'], {
      cwd: root,
      name: 'version',
      stdin: 'hello\n',
    })
    expect(hash.text.trim()).toBe('ce013625030ba8dba906f756967f9e9ca394464a')
    repository.write('big', 'x'.repeat(300_000))
    const commit = repository.commit('big')
    const large = git(['cat-file', 'blob', `${commit}:big`], {
      cwd: root,
      name: 'version',
      maxOutputBytes: 1000,
    })
    expect(await codeOf(large)).toBe('output-too-large')
    const slow = ['-c', 'alias.wait=!sleep 20', 'wait']
    expect(await codeOf(git(slow, { cwd: root, name: 'version', timeoutMs: 50 }))).toBe('timeout')
    const signal = AbortSignal.timeout(50)
    expect(await codeOf(git(slow, { cwd: root, name: 'version', signal }))).toBe('aborted')
  })

  it('ends a git that has said enough, and gives what was wanted of it', async () => {
    const { git, root } = repository
    const endless = ['-c', 'alias.endless=!yes', 'endless']
    const { code, text } = await git(endless, { cwd: root, name: 'version', enoughBytes: 1001 })
    expect([code, text.length]).toEqual([0, 1001])
    const short = await git(['version'], { cwd: root, name: 'version', enoughBytes: 1001 })
    expect(short.text).toContain('git version')
  })

  it('writes beside what lasts, and beside one that writes it waits', async () => {
    const git = createGit({ environment: repository.environment, writes: 1 })
    const { root: cwd } = repository
    const control = new AbortController()
    const slow = (lasting: boolean) =>
      codeOf(
        git(['-c', 'alias.wait=!sleep 300', 'wait'], {
          cwd,
          name: 'version',
          access: 'write',
          lasting,
          signal: control.signal,
        }),
      )
    const write = () =>
      git(['update-ref', 'refs/heads/x', 'HEAD'], { cwd, name: 'version', access: 'write' })
    const lasts = slow(true)
    await write()
    const holds = slow(false)
    let written = false
    const waits = write().then(() => (written = true))
    await git(['version'], { cwd, name: 'version' })
    expect(written).toBe(false)
    control.abort()
    expect(await Promise.all([lasts, holds])).toEqual(['aborted', 'aborted'])
    await waits
  })

  it('waits for no program that a hook left behind, and ends it when the call is given up', async () => {
    const { git, root } = repository
    const note = join(repository.directory, 'pids')
    mkdirSync(join(root, '.git/hooks'), { recursive: true })
    // The hook's parent is git.
    const hook = `#!/bin/sh\nsleep 300 &\necho "$PPID $!" > ${note}.new\nmv ${note}.new ${note}\n`
    writeFileSync(join(root, '.git/hooks/post-commit'), hook, { mode: 0o755 })
    const commit = (signal?: AbortSignal) =>
      git(['commit', '--allow-empty', '-m', 'left behind'], {
        cwd: root,
        name: 'version',
        access: 'write',
        trusted: true,
        ...(signal && { signal }),
      })
    const pids = () => readFileSync(note, 'utf8').trim().split(' ').map(Number)

    expect((await commit()).text).toContain('left behind')
    const [, left = 0] = pids()
    expect(isRunning(left)).toBe(true)
    process.kill(left, 'SIGKILL')
    rmSync(note)

    const control = new AbortController()
    const given = codeOf(commit(control.signal))
    await expect.poll(() => existsSync(note)).toBe(true)
    const [own = 0, behind = 0] = pids()
    await expect.poll(() => isRunning(own)).toBe(false)
    control.abort()
    expect(await given).toBe('aborted')
    await expect.poll(() => isRunning(behind)).toBe(false)
  })

  it('hands on nothing of the environment but what git needs', () => {
    const given = {
      PATH: '/bin',
      HOME: '/home/a',
      LC_ALL: 'de_DE.UTF-8',
      LC_CTYPE: 'C.UTF-8',
      GIT_DIR: '/elsewhere',
      ANTHROPIC_API_KEY: 'secret',
      A_PARALLEL_HOME: '/data',
    }
    const environment = gitEnvironment(given, false, hardening(false))
    expect(environment).toMatchObject({
      PATH: '/bin',
      LANG: 'de_DE.UTF-8',
      LC_MESSAGES: 'C',
      LC_CTYPE: 'C.UTF-8',
      GIT_TERMINAL_PROMPT: '0',
      SSH_ASKPASS_REQUIRE: 'never',
    })
    for (const name of ['LC_ALL', 'GIT_DIR', 'ANTHROPIC_API_KEY', 'A_PARALLEL_HOME']) {
      expect(environment).not.toHaveProperty(name)
    }
    expect(agentGitEnvironment()).toEqual({
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'gc.auto',
      GIT_CONFIG_VALUE_0: '0',
      GIT_CONFIG_KEY_1: 'maintenance.auto',
      GIT_CONFIG_VALUE_1: 'false',
    })
  })

  it('lets the person’s own helpers find their session before trust, and hands on the rest only with it', () => {
    const session = {
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
      XDG_RUNTIME_DIR: '/run/user/1000',
      GIT_SSH_COMMAND: 'ssh -i /home/a/key',
      GIT_CONFIG_GLOBAL: '/home/a/settings',
    }
    const terminal = { JAVA_HOME: '/opt/java', NVM_DIR: '/home/a/.nvm', GH_TOKEN: 'own' }
    const never = {
      GIT_DIR: '/elsewhere',
      GIT_INDEX_FILE: '/elsewhere/index',
      GIT_TRACE: '1',
      A_PARALLEL_HOME: '/data',
      PORT: '3001',
      npm_config_prefix: '/p',
      INIT_CWD: '/server',
      LC_ALL: 'de_DE.UTF-8',
      LANGUAGE: 'de',
      SSH_ASKPASS: '/usr/bin/ask',
      TERM: 'xterm-256color',
    }
    const given = { ...session, ...terminal, ...never }
    const before = gitEnvironment(given, false, [])
    const after = gitEnvironment(given, true, [])
    expect(before).toMatchObject(session)
    expect(after).toMatchObject({ ...session, ...terminal, LC_MESSAGES: 'C' })
    for (const name of Object.keys(terminal)) expect(before).not.toHaveProperty(name)
    for (const name of Object.keys(never)) {
      expect(before).not.toHaveProperty(name)
      expect(after).not.toHaveProperty(name)
    }
  })

  it('gives a hook of a trusted project what a terminal would give it', async () => {
    const { environment, root, write } = repository
    const seen = join(repository.directory, 'seen')
    const hook = join(root, '.git', 'hooks', 'pre-commit')
    writeFileSync(hook, `#!/bin/sh\necho "$JAVA_HOME,$A_PARALLEL_HOME" > ${seen}\n`, {
      mode: 0o755,
    })
    const own = { JAVA_HOME: '/opt/java', A_PARALLEL_HOME: '/data' }
    const git = createGit({ environment: { ...environment, ...own } })
    write('a.txt', 'a\n')
    const how = { cwd: root, name: 'update-branch', access: 'write', trusted: true } as const
    await git(['add', '--', 'a.txt'], how)
    await git(['commit', '-q', '-m', 'one'], how)
    expect(readFileSync(seen, 'utf8')).toBe('/opt/java,\n')
  })

  it('runs fsmonitor and hooks of the repository only when it is trusted', async () => {
    const { git, root } = repository
    const mark = join(repository.directory, 'ran')
    const script = join(repository.directory, 'evil.sh')
    writeFileSync(script, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 })
    repository.plain(['config', 'core.fsmonitor', script])
    mkdirSync(join(root, '.git/hooks'), { recursive: true })
    writeFileSync(join(root, '.git/hooks/post-index-change'), `#!/bin/sh\ntouch ${mark}\n`, {
      mode: 0o755,
    })
    await git(['status'], { cwd: root, name: 'version', access: 'write' })
    expect(existsSync(mark)).toBe(false)
    await git(['status'], { cwd: root, name: 'version', access: 'write', trusted: true })
    expect(existsSync(mark)).toBe(true)
  })
})

it('writes for a person with their umask, whatever the server’s is', async () => {
  const git = createGit({ environment: repository.environment, umask: 0o027 })
  const before = process.umask(0o077)
  try {
    const path = join(repository.directory, 'elsewhere')
    await git(['worktree', 'add', '-q', '-b', 'elsewhere', path], {
      cwd: repository.root,
      name: 'worktree-add',
      access: 'write',
    })
    expect((statSync(join(path, 'README.md')).mode & 0o777).toString(8)).toBe('640')
    expect((statSync(path).mode & 0o777).toString(8)).toBe('750')
  } finally {
    process.umask(before)
  }
})

it('reads identity and version', async () => {
  expect(await readIdentity(repository.git, repository.root)).toEqual({
    name: 'Ada',
    email: 'ada@example.test',
  })
  const nobody = createGit({ environment: { ...repository.environment, HOME: repository.root } })
  expect(await readIdentity(nobody, repository.directory)).toEqual({ name: null, email: null })
  expect(await readVersion(repository.git, repository.root)).toMatchObject({ supported: true })
  expect(parseVersion('git version 2.39.5 (Apple Git-154)\n')).toEqual({
    kind: 'found',
    version: '2.39.5',
    supported: true,
  })
  expect(parseVersion('git version 2.30.2')).toMatchObject({ supported: false })
})

it.each([
  ['feature/a', true],
  ['-x', false],
  ['--output=/tmp/p', false],
  ['a..b', false],
  ['x.lock', false],
  ['HEAD', false],
  ['@', false],
  ['-', false],
  ['@{-1}', false],
  ['a\nb', false],
  ['a\u0007b', false],
  ['', false],
])('takes %j as a branch name: %s', async (name, valid) => {
  expect(await isBranchName(repository.git, name, repository.root)).toBe(valid)
})

it.each([
  ["fatal: Unable to create '/r/.git/index.lock': File exists.", 'lock'],
  ["fatal: Unable to create '/r/.git/index.lock': Permission denied", 'permission'],
  [
    "fatal: cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create 'refs/heads/a/b'",
    'branch-exists',
  ],
  ["fatal: cannot lock ref 'refs/heads/a': is at 1 but expected 2", 'lock'],
  ['fatal: failed to read .git/worktrees/x/commondir: Success', 'transient'],
  ['error: could not lock config file .git/config: File exists', 'transient'],
  ["fatal: detected dubious ownership in repository at '/r'", 'dubious-ownership'],
  ['error: unable to write file a: No space left on device', 'no-space'],
  ['fatal: cannot remove a locked working tree, lock reason: mine', 'worktree-locked'],
  ['fatal: something new', 'unknown'],
])('reads %j', (stderr, code) => {
  expect(gitErrorCode(stderr)).toBe(code)
})

it('runs so many at once, in order, also after a failure', async () => {
  const pool = createPool(2)
  let now = 0
  let most = 0
  const order: number[] = []
  const jobs = [0, 1, 2, 3, 4].map((index) =>
    pool(async () => {
      now += 1
      most = Math.max(most, now)
      order.push(index)
      await new Promise((resolve) => setImmediate(resolve))
      now -= 1
      if (index === 1) throw new Error('one fails')
    }).catch(() => undefined),
  )
  await Promise.all(jobs)
  expect(most).toBe(2)
  expect(order).toEqual([0, 1, 2, 3, 4])
})

it('keeps the order of many, also of those that come meanwhile', async () => {
  const pool = createPool(2)
  const order: number[] = []
  const more: Promise<void>[] = []
  const piece = (index: number) => pool(async () => void order.push(index))
  const first = Array.from({ length: 1_000 }, (_, index) =>
    piece(index).then(() => void more.push(piece(1_000 + index))),
  )
  await Promise.all(first)
  await Promise.all(more)
  expect(order).toEqual(Array.from({ length: 2_000 }, (_, index) => index))
})
