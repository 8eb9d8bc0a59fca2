// What a command may do to a checkout's files is undone to the byte, and nothing else of the repository moves: its index,
// HEAD, branches, configuration and hooks are the same afterwards, and no program that it names has run.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { ThreadId } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localCheckpoints } from '../../local/checkpoints.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from '../worktrees/create.ts'
import { largestUntracked } from './follow.ts'

let repository: TestRepository
let path: string
let checkpoints: ReturnType<typeof localCheckpoints>
const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.

const seed = {
  'README.md': 'hello\n',
  'src/a.ts': 'a\n',
  'src/b.ts': 'b\n',
  'crlf.txt': 'one\r\ntwo\r\n',
  'run.sh': '#!/bin/sh\n',
  '.gitignore': 'dist\n*.log\n',
}

async function open(objectFormat: 'sha1' | 'sha256'): Promise<void> {
  repository = makeRepository(seed, objectFormat)
  path = join(repository.directory, 'worktrees', 'one')
  const ask = { repository: repository.root, path, branch: 'ap/one', base: 'main' }
  expect((await createWorktree(repository.git, ask)).kind).toBe('ready')
  checkpoints = localCheckpoints(repository.git, join(repository.directory, 'indexes'), untrusted)
}

beforeEach(() => open('sha1'))
afterEach(() => repository.remove())

const untrusted = () => Promise.resolve(false)
const here = () => ({ repository: repository.root, path, threadId, ownsCheckout: true })
const capture = (name: string) => checkpoints.capture({ ...here(), name })
const restore = (to: string, name = 'rewind-1') => checkpoints.restore({ ...here(), to, name })
const file = (name: string) => join(path, name)

/** Every file of the checkout but `.git`: its bytes, mode and kind. */
function files(): Record<string, string> {
  const found: Record<string, string> = {}
  const look = (name: string) => {
    const place = file(name)
    const seen = lstatSync(place)
    if (seen.isDirectory()) {
      for (const child of readdirSync(place))
        if (child !== '.git') look(name === '' ? child : `${name}/${child}`)
    } else if (seen.isSymbolicLink()) found[name] = `-> ${readlinkSync(place)}`
    else found[name] = `${hash(place)} ${(seen.mode & 0o111) === 0 ? '-' : 'x'}`
  }
  look('')
  return found
}

const hash = (place: string) => createHash('sha256').update(readFileSync(place)).digest('hex')

/** All that a checkpoint must not touch. */
function untouched(): Record<string, string> {
  const own = join(repository.root, '.git', 'worktrees', 'one')
  const places = [
    join(own, 'index'),
    join(own, 'HEAD'),
    join(own, 'logs', 'HEAD'),
    ...['HEAD', 'index', 'config', 'logs/HEAD'].map((name) => join(repository.root, '.git', name)),
  ]
  const hidden = '^refs/a-parallel/'
  const refs = repository
    .plain(['for-each-ref', '--format=%(refname) %(objectname)'])
    .split('\n')
    .filter((line) => !new RegExp(hidden).test(line))
  const hashes = places.map((place) => [place, existsSync(place) ? hash(place) : 'none'])
  return { ...Object.fromEntries(hashes), refs: refs.join('\n') }
}

const commands: Record<string, () => void> = {
  'an edit and an untracked file': () => {
    writeFileSync(file('README.md'), 'other\n')
    writeFileSync(file('new.txt'), 'new\n')
  },
  'rm -rf of a folder': () => rmSync(file('src'), { recursive: true }),
  'a rename': () => renameSync(file('src/a.ts'), file('src/z.ts')),
  'a change of mode': () => chmodSync(file('run.sh'), 0o755),
  'a link in place of a file': () => {
    rmSync(file('README.md'))
    symlinkSync('/etc/passwd', file('README.md'))
  },
  'a link in place of a folder': () => {
    rmSync(file('src'), { recursive: true })
    symlinkSync('/tmp', file('src'))
  },
  'a folder in place of a file': () => {
    rmSync(file('README.md'))
    mkdirSync(file('README.md'))
    writeFileSync(file('README.md/inside'), 'x')
  },
  'names with a newline, a quote and a leading dash': () => {
    for (const name of ['a\nb', 'q"uote', '-rf', ' space ', 'ü']) writeFileSync(file(name), name)
  },
  'other line ends': () => writeFileSync(file('crlf.txt'), 'one\ntwo\r\n'),
  'a commit of its own': () => {
    writeFileSync(file('src/a.ts'), 'committed\n')
    repository.plain(['add', '-A'], path)
    repository.plain(['commit', '-q', '-m', 'the agent'], path)
    writeFileSync(file('src/b.ts'), 'staged\n')
    repository.plain(['add', '-A'], path)
  },
  'a branch without a commit': () => {
    repository.plain(['checkout', '-q', '--orphan', 'unborn'], path)
    writeFileSync(file('orphan.txt'), 'x\n')
  },
  'an empty file and binary bytes': () => {
    writeFileSync(file('empty'), '')
    writeFileSync(file('bytes'), Buffer.from([0, 255, 13, 10, 0]))
  },
}

it.each(Object.keys(commands))('%s is set back, and the setting back is undone', async (name) => {
  writeFileSync(file('untracked.txt'), 'mine\n')
  const before = files()
  const { commit, omitted } = await capture('one/before')
  expect(omitted).toEqual([])
  commands[name]?.()
  const after = files()
  expect(after).not.toEqual(before)
  const rest = untouched()

  const done = await restore(commit)
  expect(files()).toEqual(before)
  expect(done.left).toEqual([])
  const undone = await restore(done.safety, 'rewind-2')
  expect(files()).toEqual(after)
  expect(undone.changed).toBe(done.changed)
  expect(untouched()).toEqual(rest)
})

it('tells what setting back would do, and does nothing of it', async () => {
  const { commit } = await capture('one/before')
  rmSync(file('src/a.ts'))
  writeFileSync(file('src/b.ts'), 'changed\n')
  writeFileSync(file('new.txt'), 'new\n')
  const seen = files()
  expect(await checkpoints.changes({ ...here(), to: commit })).toEqual([
    { path: 'new.txt', kind: 'taken-away' },
    { path: 'src/a.ts', kind: 'made-again' },
    { path: 'src/b.ts', kind: 'set-back' },
  ])
  expect(files()).toEqual(seen)
})

it('leaves what is ignored alone, and keeps what stands in the way', async () => {
  writeFileSync(file('dist'), 'once not ignored\n')
  repository.plain(['add', '-f', 'dist'], path)
  const { commit } = await capture('one/before')
  repository.plain(['rm', '-q', '--cached', 'dist'], path)
  writeFileSync(file('dist'), 'built anew\n')
  writeFileSync(file('run.log'), 'ignored\n')
  const after = files()
  const done = await restore(commit)
  expect(readFileSync(file('dist'), 'utf8')).toBe('once not ignored\n')
  expect(readFileSync(file('run.log'), 'utf8')).toBe('ignored\n')
  await restore(done.safety, 'rewind-2')
  expect(files()).toEqual(after)
})

it('leaves what is ignored again once the rule is back that went meanwhile', async () => {
  writeFileSync(file('src/.gitignore'), '.env\n')
  const { commit } = await capture('one/before')
  writeFileSync(file('src/.env'), 'password\n')
  mkdirSync(file('dist'))
  writeFileSync(file('dist/built.js'), 'built\n')
  writeFileSync(file(':(top)*.log'), 'odd\n')
  writeFileSync(file('new.txt'), 'new\n')
  writeFileSync(file('.gitignore'), '')
  rmSync(file('src/.gitignore'))
  const after = files()
  expect(await checkpoints.changes({ ...here(), to: commit })).toEqual([
    { path: '.gitignore', kind: 'set-back' },
    { path: 'new.txt', kind: 'taken-away' },
    { path: 'src/.gitignore', kind: 'made-again' },
  ])
  const done = await restore(commit)
  expect(done).toMatchObject({ changed: 3, left: [] })
  expect([readFileSync(file('src/.env'), 'utf8'), existsSync(file('new.txt'))]).toEqual([
    'password\n',
    false,
  ])
  expect(readFileSync(file('dist/built.js'), 'utf8')).toBe('built\n')
  await restore(done.safety, 'rewind-2')
  expect(files()).toEqual(after)
})

it('does not empty an ignored folder that stands where a file was', async () => {
  writeFileSync(file('dist'), 'a file\n')
  repository.plain(['add', '-f', 'dist'], path)
  const { commit } = await capture('one/before')
  repository.plain(['rm', '-q', '-f', 'dist'], path)
  mkdirSync(file('dist'))
  writeFileSync(file('dist/built.js'), 'precious\n')
  expect((await restore(commit)).left).toEqual(['dist'])
  expect(readFileSync(file('dist/built.js'), 'utf8')).toBe('precious\n')
})

it('leaves out what is too large and what lies in a repository of its own, and never takes it away', async () => {
  const { commit } = await capture('one/before')
  writeFileSync(file('huge.bin'), '')
  truncateSync(file('huge.bin'), largestUntracked + 1)
  mkdirSync(file('clone'))
  repository.plain(['init', '-q'], file('clone'))
  writeFileSync(file('clone/mine.txt'), 'mine\n')
  const { omitted } = await capture('one/after')
  expect(omitted.toSorted()).toEqual(['clone/', 'huge.bin'])
  await restore(commit)
  expect(existsSync(file('huge.bin'))).toBe(true)
  expect(readFileSync(file('clone/mine.txt'), 'utf8')).toBe('mine\n')
})

it('tells what is not the same in two checkpoints', async () => {
  const before = await capture('one/before')
  writeFileSync(file('README.md'), 'other\n')
  rmSync(file('src/a.ts'))
  writeFileSync(file('new\nline'), 'new\n')
  writeFileSync(file('left.log'), 'ignored\n')
  const after = await capture('one/after')
  const between = { repository: repository.root, from: before.commit, to: after.commit }
  expect(await checkpoints.changed(between)).toEqual(['README.md', 'new\nline', 'src/a.ts'])
})

it('sets back also where object names are long', async () => {
  repository.remove()
  await open('sha256')
  const before = files()
  const { commit } = await capture('one/before')
  writeFileSync(file('README.md'), 'other\n')
  rmSync(file('src'), { recursive: true })
  const after = files()
  const gone = await capture('one/after')
  await restore(commit)
  expect(files()).toEqual(before)
  await restore(gone.commit, 'rewind-2')
  expect(files()).toEqual(after)
})

it('leaves submodules alone', async () => {
  const other = join(repository.directory, 'other')
  mkdirSync(other)
  repository.plain(['init', '-q'], other)
  writeFileSync(join(other, 'x'), 'x')
  repository.plain(['add', '-A'], other)
  repository.plain(['commit', '-q', '-m', 'x'], other)
  const add = ['-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other, 'sub']
  repository.plain(add, path)
  const { commit } = await capture('one/before')
  writeFileSync(file('sub/x'), 'changed inside')
  writeFileSync(file('README.md'), 'changed\n')
  await restore(commit)
  expect(readFileSync(file('sub/x'), 'utf8')).toBe('changed inside')
  expect(readFileSync(file('README.md'), 'utf8')).toBe('hello\n')
})

it('runs no program that the repository, a submodule or a clone in it names', async () => {
  const ran = join(repository.directory, 'ran')
  const script = join(repository.directory, 'evil')
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> ${ran}\ncat\n`)
  chmodSync(script, 0o755)
  mkdirSync(file('clone'))
  repository.plain(['init', '-q'], file('clone'))
  for (const place of [repository.root, file('clone')]) {
    for (const [key, value] of [
      ['core.fsmonitor', script],
      ['core.hooksPath', repository.directory],
      ['filter.evil.clean', script],
      ['filter.evil.smudge', script],
      ['filter.evil.process', script],
      ['diff.external', script],
      ['commit.gpgSign', 'true'],
      ['gpg.program', script],
    ])
      repository.plain(['config', key ?? '', value ?? ''], place)
  }
  for (const hook of ['reference-transaction', 'post-index-change', 'post-checkout'])
    writeFileSync(join(repository.directory, hook), readFileSync(script), { mode: 0o755 })
  writeFileSync(file('.gitattributes'), '* filter=evil diff=evil\n')
  const { commit } = await capture('one/before')
  writeFileSync(file('README.md'), 'changed\n')
  rmSync(file('src'), { recursive: true })
  await capture('one/after')
  await restore(commit)
  expect(readFileSync(file('src/a.ts'), 'utf8')).toBe('a\n')
  expect(existsSync(ran) ? readFileSync(ran, 'utf8') : '').toBe('')
})

it('sees also what git was told to take for unchanged', async () => {
  repository.plain(['update-index', '--assume-unchanged', 'README.md'], path)
  const { commit } = await capture('one/before')
  writeFileSync(file('README.md'), 'changed\n')
  await restore(commit)
  expect(readFileSync(file('README.md'), 'utf8')).toBe('hello\n')
})

it('goes on after it was cut off, and keeps what was there at first', async () => {
  const { commit } = await capture('one/before')
  writeFileSync(file('new.txt'), 'work\n')
  rmSync(file('src/a.ts'))
  const after = files()
  const first = await restore(commit)
  // As a killed one leaves it: one file is set back, the other not yet.
  writeFileSync(file('new.txt'), 'work\n')
  const again = await restore(commit)
  expect(again.safety).toBe(first.safety)
  expect(existsSync(file('new.txt'))).toBe(false)
  await restore(again.safety, 'rewind-2')
  expect(files()).toEqual(after)
})

it('does not read again what did not change', async () => {
  await capture('one/before')
  const read: string[] = []
  const { createGit } = await import('../core.ts')
  const { environment } = repository
  const git = createGit({ environment, onCall: ({ name }) => read.push(name) })
  const second = localCheckpoints(git, join(repository.directory, 'indexes'), untrusted)
  await second.capture({ ...here(), name: 'one/after' })
  expect(read).not.toContain('checkpoint-add')
})

it('keeps files that are those of their commit without following them, as long as all of that holds', async () => {
  const read: string[] = []
  const { createGit } = await import('../core.ts')
  const { environment } = repository
  const git = createGit({ environment, onCall: ({ name }) => read.push(name) })
  const second = localCheckpoints(git, join(repository.directory, 'indexes'), untrusted)
  const head = repository.plain(['rev-parse', 'HEAD'], path).trim()
  const tree = repository.plain(['rev-parse', 'HEAD^{tree}'], path).trim()
  let made = 0
  const captured = async () => {
    const id = `00000000-0000-4000-8000-00000000001${(made += 1)}` as ThreadId // Of the right shape.
    const { commit } = await second.capture({ ...here(), threadId: id, name: 'one/before' })
    return repository
      .plain(['rev-parse', `${commit}^{tree}`, `${commit}^`], path)
      .trim()
      .split('\n')
  }
  expect(await captured()).toEqual([tree, head])
  expect(read.filter((name) => name.startsWith('checkpoint-')).toSorted()).toEqual([
    'checkpoint-commit',
    'checkpoint-ref',
    'checkpoint-status',
    'checkpoint-watched',
  ])
  writeFileSync(file('new.txt'), 'new')
  expect((await captured())[0]).not.toBe(tree)
  rmSync(file('new.txt'))
  repository.plain(['update-index', '--assume-unchanged', 'README.md'], path)
  writeFileSync(file('README.md'), 'unseen')
  expect((await captured())[0]).not.toBe(tree)
})

it('refuses a checkout that is no longer the repository’s, and a moment that is not kept', async () => {
  await expect(restore('1'.repeat(40))).rejects.toMatchObject({ code: 'checkpoint_missing' })
  rmSync(file('.git'))
  repository.plain(['init', '-q'], path)
  await expect(capture('one/before')).rejects.toMatchObject({ code: 'worktree_tampered' })
  rmSync(path, { recursive: true })
  await expect(capture('one/before')).rejects.toMatchObject({ code: 'worktree_missing' })
})

it('keeps ahead what a thread begins with, tells whether it still holds, and lets go of it', async () => {
  const head = repository.plain(['rev-parse', 'HEAD'], path).trim()
  const tree = (commit: string) => repository.plain(['rev-parse', `${commit}^{tree}`], path)
  const before = untouched()
  const kept = (await checkpoints.ahead(here())) ?? ''
  expect(untouched()).toEqual(before)
  expect([tree(kept), await checkpoints.isAt(here(), head)]).toEqual([tree(head), true])
  writeFileSync(file('README.md'), 'other\n')
  expect([await checkpoints.ahead(here()), await checkpoints.isAt(here(), head)]).toEqual([
    null,
    false,
  ])
  await capture('one/after')
  await restore(kept)
  expect(await checkpoints.isAt(here(), head)).toBe(true)
  await checkpoints.dropAhead(here())
  await checkpoints.dropAhead(here())
  const refs = repository.plain(['for-each-ref', '--format=%(refname)', 'refs/a-parallel'])
  expect(refs).not.toContain('/ahead')
  expect(refs).toContain('/one/after')
})

it('shares checkpoints with another thread and lets go of its own', async () => {
  const { commit } = await capture('one/before')
  const other = '00000000-0000-4000-8000-000000000002' as ThreadId // As above.
  const place = { repository: repository.root }
  await checkpoints.share({ ...place, threadId: other, commits: { 'one/before': commit } })
  await checkpoints.forget({ ...place, threadId })
  const refs = () => repository.plain(['for-each-ref', '--format=%(refname)', 'refs/a-parallel'])
  expect(refs()).toBe(`refs/a-parallel/checkpoints/${other}/one/before`)
  await checkpoints.forget({ ...place, threadId: other })
  expect(refs()).toBe('')
})

it('works in the project’s own checkout, whose index holds a conflict', async () => {
  const local = { ...here(), path: repository.root, ownsCheckout: false }
  repository.plain(['checkout', '-q', '-b', 'side'])
  repository.write('README.md', 'side\n')
  repository.commit('side')
  repository.plain(['checkout', '-q', 'main'])
  repository.write('README.md', 'main\n')
  repository.commit('main')
  expect(() => repository.plain(['merge', 'side'])).toThrow('merge side')
  const conflict = readFileSync(join(repository.root, 'README.md'), 'utf8')
  const rest = untouched()
  const { commit } = await checkpoints.capture({ ...local, name: 'one/before' })
  repository.write('README.md', 'solved\n')
  await checkpoints.restore({ ...local, to: commit, name: 'rewind-1' })
  expect(readFileSync(join(repository.root, 'README.md'), 'utf8')).toBe(conflict)
  expect(untouched()).toEqual(rest)
})
