// What changed in a checkout, in every scope and in the states that git can be in.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReviewRig, type ReviewRig } from './review-rig.ts'

let rig: ReviewRig

const lines = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, index) => `${word} ${index + 1}\n`).join('')

beforeEach(async () => {
  rig = await openReviewRig({
    'README.md': 'hello\n',
    'src/a.ts': lines(40),
    'src/b.ts': lines(10, 'b'),
    'run.sh': '#!/bin/sh\n',
    'crlf.txt': 'one\r\ntwo\r\n',
    '.gitignore': 'dist\n',
  })
})
afterEach(() => rig.repository.remove())

const write = (path: string, content: string | Buffer) => writeFileSync(rig.file(path), content)
const short = async (scope: Parameters<ReviewRig['list']>[0]) =>
  (await rig.list(scope)).files.map(({ path, kind, added, removed, staged }) => [
    path,
    kind,
    added,
    removed,
    staged,
  ])
const hunkLines = async (...args: Parameters<ReviewRig['diff']>) =>
  (await rig.diff(...args)).hunks.flatMap(({ lines: each }) => each)

it('tells nothing where nothing changed', async () => {
  const { state, files, total } = await rig.list('branch')
  expect([files, total]).toEqual([[], 0])
  expect(state).toEqual({
    branch: 'ap/one',
    head: rig.git('rev-parse', 'HEAD'),
    base: {
      name: 'main',
      upstream: null,
      mergeBase: rig.git('rev-parse', 'HEAD'),
      ahead: 0,
      behind: 0,
    },
    upstream: null,
    remotes: [],
    operation: null,
    stamp: null,
    unstaged: 0,
    staged: 0,
    conflicted: 0,
    identity: { name: 'Ada', email: 'ada@example.test' },
    locked: false,
    versions: { staged: expect.any(String), all: expect.any(String) },
  })
})

it('tells scopes apart', async () => {
  write('src/b.ts', lines(11, 'b'))
  rig.git('commit', '-q', '-am', 'committed')
  write('src/a.ts', lines(41))
  rig.git('add', '-A')
  write('src/a.ts', lines(42))
  write('new.txt', 'one\ntwo\n')
  rmSync(rig.file('README.md'))
  expect(await short('unstaged')).toEqual([
    ['README.md', 'deleted', 0, 1, 'none'],
    ['new.txt', 'untracked', 2, 0, 'none'],
    ['src/a.ts', 'modified', 1, 0, 'partly'],
  ])
  expect(await short('staged')).toEqual([['src/a.ts', 'modified', 1, 0, 'partly']])
  expect(await short('uncommitted')).toEqual([
    ['README.md', 'deleted', 0, 1, 'none'],
    ['new.txt', 'untracked', 2, 0, 'none'],
    ['src/a.ts', 'modified', 2, 0, 'partly'],
  ])
  expect((await short('branch')).at(-1)).toEqual(['src/b.ts', 'modified', 1, 0, null])
  const commit = rig.git('rev-parse', 'HEAD')
  expect(await short({ scope: 'commit', commit })).toEqual([['src/b.ts', 'modified', 1, 0, null]])
  const first = rig.git('rev-parse', 'HEAD~1')
  expect(await short({ scope: 'commit', commit: first })).toHaveLength(6)
  const turn = { scope: 'turn' as const, before: first, after: commit }
  expect(await short(turn)).toEqual([['src/b.ts', 'modified', 1, 0, null]])
  const { state } = await rig.list('unstaged')
  expect(state).toMatchObject({ unstaged: 3, staged: 1, base: { ahead: 1, behind: 0 } })
  await expect(rig.list({ scope: 'commit', commit: '1'.repeat(40) })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('keeps a version while both sides stay, over staging and committing, and no longer', async () => {
  const version = async (scope: 'branch' | 'unstaged') => (await rig.list(scope)).files[0]?.version
  write('src/a.ts', lines(41))
  const first = await version('branch')
  const unstaged = await version('unstaged')
  write('src/a.ts', lines(41))
  expect(await version('unstaged')).toBe(unstaged)
  expect((await rig.diff('branch', 'src/a.ts')).file.version).toBe(first)
  rig.git('add', '-A')
  expect(await version('branch')).toBe(first)
  rig.git('commit', '-q', '-m', 'x')
  expect(await version('branch')).toBe(first)
  write('src/a.ts', lines(42))
  expect(await version('branch')).not.toBe(first)
  chmodSync(rig.file('src/a.ts'), 0o755)
  const executable = await version('branch')
  write('src/a.ts', lines(43))
  expect(await version('branch')).not.toBe(executable)
})

it('shows renames, with and without a change', async () => {
  renameSync(rig.file('src/a.ts'), rig.file('src/z.ts'))
  expect((await short('unstaged')).map(([path, kind]) => [path, kind])).toEqual([
    ['src/a.ts', 'deleted'],
    ['src/z.ts', 'untracked'],
  ])
  rig.git('add', '-A')
  write('src/z.ts', lines(41))
  const [file] = (await rig.list('uncommitted')).files
  expect(file).toMatchObject({ path: 'src/z.ts', from: 'src/a.ts', kind: 'renamed', added: 1 })
  const diff = await rig.diff('uncommitted', 'src/z.ts', { from: 'src/a.ts' })
  expect(diff.file).toEqual(file)
  expect(diff.hunks.flatMap((hunk) => hunk.lines).at(-1)).toBe('+line 41')
  const staged = await rig.diff('staged', 'src/z.ts', { from: 'src/a.ts' })
  expect(staged).toMatchObject({ hunks: [], file: { kind: 'renamed', added: 0, removed: 0 } })
  // A name that differs in its case alone.
  rig.git('mv', 'README.md', 'readme.md')
  expect((await rig.list('staged')).files[0]).toMatchObject({
    from: 'README.md',
    path: 'readme.md',
  })
})

it('shows the lines of text in all its forms', async () => {
  write('crlf.txt', 'one\r\nTWO\r\nthree')
  expect(await hunkLines('unstaged', 'crlf.txt')).toEqual([
    ' one\r',
    '-two\r',
    '+TWO\r',
    '+three',
    '\\ No newline at end of file',
  ])
  write('README.md', Buffer.from([0x68, 0xff, 0xfe, 0x0a]))
  expect(await hunkLines('unstaged', 'README.md')).toEqual(['-hello', '+h\ufffd\ufffd'])
  write('new.txt', 'a\nb')
  expect(await hunkLines('unstaged', 'new.txt')).toEqual([
    '+a',
    '+b',
    '\\ No newline at end of file',
  ])
  write('empty', '')
  expect(await rig.diff('unstaged', 'empty')).toMatchObject({ hunks: [], file: { added: 0 } })
  write('src/b.ts', lines(10, 'b').replaceAll(' ', '   '))
  expect(await rig.diff('unstaged', 'src/b.ts', { ignoreSpace: true })).toMatchObject({
    hunks: [],
    file: { form: 'text', added: 10, removed: 10 },
  })
  write('src/a.ts', lines(40).replace('line 20\n', 'changed\n'))
  expect((await rig.diff('unstaged', 'src/a.ts', { context: 0 })).hunks).toMatchObject([
    { oldStart: 20, oldLines: 1, newStart: 20, newLines: 1, lines: ['-line 20', '+changed'] },
  ])
  expect(await hunkLines('unstaged', 'src/a.ts', { context: 100 })).toHaveLength(41)
})

it.each([
  'one\ntwo',
  'q"uote',
  ' space ',
  'ü.txt',
  '-rf',
  ':(top)',
  'a*b',
  'tab\there',
  'back\\slash',
])('handles a file named %j', async (name) => {
  write(name, 'x\n')
  expect(await short('unstaged')).toEqual([[name, 'untracked', 1, 0, 'none']])
  rig.git('--literal-pathspecs', 'add', '--', name)
  rig.git('commit', '-q', '-m', 'x')
  write(name, 'y\n')
  expect(await hunkLines('unstaged', name)).toEqual(['-x', '+y'])
  expect(await hunkLines('branch', name)).toEqual(['+y'])
})

it('shows modes, links, binaries and images for what they are', async () => {
  chmodSync(rig.file('run.sh'), 0o755)
  symlinkSync('src/a.ts', rig.file('link'))
  write('bytes', Buffer.from([0, 1, 2]))
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
  write('dot.png', png)
  rmSync(rig.file('README.md'))
  symlinkSync('/etc/passwd', rig.file('README.md'))
  const { files } = await rig.list('unstaged')
  expect(files.map(({ path, form, kind, modes }) => [path, form, kind, modes.after])).toEqual([
    ['README.md', 'text', 'type-changed', '120000'],
    ['bytes', 'binary', 'untracked', '100644'],
    ['dot.png', 'image', 'untracked', '100644'],
    ['link', 'symlink', 'untracked', '120000'],
    ['run.sh', 'text', 'modified', '100755'],
  ])
  expect(await rig.diff('unstaged', 'run.sh')).toMatchObject({ hunks: [], target: null })
  expect((await rig.diff('unstaged', 'link')).target).toEqual({ before: null, after: 'src/a.ts' })
  expect((await rig.diff('unstaged', 'README.md')).target?.after).toBe('/etc/passwd')
  const side = {
    ...rig.ask,
    between: { scope: 'unstaged' as const },
    from: null,
    side: 'after' as const,
  }
  expect(await rig.review.side({ ...side, file: 'dot.png' })).toEqual({
    mediaType: 'image/png',
    bytes: png,
  })
  for (const [file, which] of [
    ['README.md', 'after'],
    ['dot.png', 'before'],
    ['src/a.ts', 'after'],
  ] as const)
    await expect(rig.review.side({ ...side, file, side: which })).rejects.toMatchObject({
      code: 'change_not_found',
    })
})

it('does not read through a link in the place of a folder', async () => {
  mkdirSync(join(rig.repository.directory, 'elsewhere'))
  writeFileSync(join(rig.repository.directory, 'elsewhere/a.ts'), 'secret\n')
  rmSync(rig.file('src'), { recursive: true })
  symlinkSync(join(rig.repository.directory, 'elsewhere'), rig.file('src'))
  const { files } = await rig.list('unstaged')
  expect(files.map(({ path, kind }) => [path, kind])).toEqual([
    ['src', 'untracked'],
    ['src/a.ts', 'deleted'],
    ['src/b.ts', 'deleted'],
  ])
  const ask = { ...rig.ask, between: { scope: 'unstaged' as const }, from: null }
  await expect(rig.review.side({ ...ask, file: 'src/a.ts', side: 'after' })).rejects.toMatchObject({
    code: 'change_not_found',
  })
  expect(await hunkLines('unstaged', 'src')).toEqual([])
})

it('caps what is long and what is large', async () => {
  write('long.txt', lines(20_001))
  expect(await rig.diff('unstaged', 'long.txt')).toMatchObject({
    large: 'diff',
    hunks: [],
    file: { added: 20_001 },
  })
  const whole = await rig.diff('unstaged', 'long.txt', { whole: true })
  expect([whole.large, whole.hunks[0]?.lines.length]).toEqual([null, 20_001])
  write('wide.txt', 'x'.repeat(2_000_000))
  expect(await rig.diff('unstaged', 'wide.txt')).toMatchObject({
    large: 'diff',
    file: { added: 1 },
  })
  write('huge.txt', '')
  truncateSync(rig.file('huge.txt'), 1 << 30)
  expect(await rig.diff('unstaged', 'huge.txt', { whole: true })).toMatchObject({
    large: 'file',
    hunks: [],
    after: { oid: null, bytes: 1 << 30 },
  })
  expect((await rig.list('unstaged')).total).toBe(3)
})

it('shows a conflict as what stands in the file, against HEAD', async () => {
  rig.repository.write('README.md', 'theirs\n')
  rig.repository.commit('theirs')
  write('README.md', 'ours\n')
  rig.git('commit', '-q', '-am', 'ours')
  expect(() => rig.git('merge', 'main')).toThrow('merge main')
  const { state, files } = await rig.list('unstaged')
  expect(state).toMatchObject({ operation: 'merge', conflicted: 1, unstaged: 0, staged: 0 })
  expect(state.base).toMatchObject({ ahead: 1, behind: 1 })
  expect(files).toMatchObject([{ path: 'README.md', kind: 'conflicted', staged: 'none', added: 4 }])
  for (const scope of ['unstaged', 'uncommitted'] as const)
    expect(await hunkLines(scope, 'README.md')).toEqual([
      '+<<<<<<< HEAD',
      ' ours',
      '+=======',
      '+theirs',
      '+>>>>>>> main',
    ])
  expect((await rig.list('staged')).files).toEqual([])
  write('README.md', 'ours\n')
  expect(await short('unstaged')).toEqual([['README.md', 'conflicted', 0, 0, 'none']])
  rig.git('merge', '--abort')
  rig.repository.write('README.md', 'more\n')
  rig.repository.commit('more')
  expect(() => rig.git('rebase', 'main')).toThrow('rebase main')
  expect((await rig.list('unstaged')).state).toMatchObject({ operation: 'rebase', branch: null })
})

it('works without a commit, and with a detached head', async () => {
  rig.git('checkout', '-q', '--orphan', 'unborn')
  rig.git('rm', '-q', '--cached', 'README.md')
  expect((await rig.list('staged')).files).toHaveLength(5)
  expect((await rig.list('uncommitted')).files.map(({ path }) => path)).toContain('README.md')
  expect((await rig.list('branch')).state).toMatchObject({ head: null, branch: 'unborn' })
  expect(await hunkLines('uncommitted', 'run.sh')).toEqual(['+#!/bin/sh'])
  expect(await hunkLines('staged', 'run.sh')).toEqual(['+#!/bin/sh'])
  rig.git('checkout', '-q', '-f', '--detach', 'main')
  expect((await rig.list('branch')).state).toMatchObject({ branch: null, unstaged: 0 })
})

it('sees what was only taken out of the index as one change', async () => {
  rig.git('rm', '-q', '--cached', 'README.md')
  expect(await short('unstaged')).toEqual([['README.md', 'untracked', 1, 0, 'partly']])
  expect(await short('staged')).toEqual([['README.md', 'deleted', 0, 1, 'partly']])
  write('README.md', 'other\n')
  expect(await short('uncommitted')).toEqual([['README.md', 'modified', 1, 1, 'partly']])
  expect(await hunkLines('uncommitted', 'README.md')).toEqual(['-hello', '+other'])
})

it('shows a submodule by its commits, and looks not into it', async () => {
  const other = join(rig.repository.directory, 'other')
  mkdirSync(other)
  const inside = (...args: string[]) => rig.repository.plain(args, other)
  inside('init', '-q')
  writeFileSync(join(other, 'x'), 'x')
  inside('add', '-A')
  inside('commit', '-q', '-m', 'x')
  rig.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other, 'sub')
  rig.git('commit', '-q', '-m', 'sub')
  const first = inside('rev-parse', 'HEAD')
  writeFileSync(join(rig.file('sub'), 'x'), 'changed inside')
  expect((await rig.list('unstaged')).total).toBe(0)
  const within = (...args: string[]) => rig.repository.plain(args, rig.file('sub'))
  within('commit', '-q', '-am', 'y')
  const second = within('rev-parse', 'HEAD')
  const [file] = (await rig.list('unstaged')).files
  expect(file).toMatchObject({ path: 'sub', form: 'submodule', added: null })
  const diff = await rig.diff('unstaged', 'sub')
  expect(diff).toMatchObject({ target: { before: first, after: second }, hunks: [] })
  within('commit', '-q', '--allow-empty', '-m', 'z')
  expect((await rig.list('unstaged')).files[0]?.version).not.toBe(file?.version)
  mkdirSync(rig.file('clone'))
  rig.repository.plain(['init', '-q'], rig.file('clone'))
  writeFileSync(join(rig.file('clone'), 'mine'), 'mine')
  const [clone] = (await rig.list('unstaged')).files
  expect(clone).toMatchObject({ path: 'clone', form: 'submodule', kind: 'untracked' })
})

it('lists commits since the base, and tells which are pushed', async () => {
  expect(await rig.review.commits({ ...rig.ask, limit: 10, from: 0 })).toEqual({
    commits: [],
    more: false,
  })
  const bare = join(rig.repository.directory, 'bare.git')
  rig.git('init', '-q', '--bare', bare)
  rig.git('remote', 'add', 'origin', bare)
  for (const name of ['first', 'second', 'third']) {
    write('README.md', `${name}\n`)
    rig.git('commit', '-q', '-am', `${name}\n\nThe body of ${name},\nin two lines.`)
    if (name === 'first') rig.git('push', '-q', '-u', 'origin', 'HEAD')
  }
  const { commits, more } = await rig.review.commits({ ...rig.ask, limit: 10, from: 0 })
  expect(more).toBe(false)
  expect(commits.map(({ subject, pushed }) => [subject, pushed])).toEqual([
    ['third', false],
    ['second', false],
    ['first', true],
  ])
  expect(commits[0]).toMatchObject({
    oid: rig.git('rev-parse', 'HEAD'),
    parents: [rig.git('rev-parse', 'HEAD~1')],
    body: 'The body of third,\nin two lines.',
    author: { name: 'Ada', email: 'ada@example.test' },
  })
  expect((await rig.review.commits({ ...rig.ask, limit: 2, from: 0 })).more).toBe(true)
  const { state } = await rig.list('branch')
  expect(state).toMatchObject({
    remotes: ['origin'],
    upstream: { name: 'origin/ap/one', ahead: 2, behind: 0, gone: false },
    base: { ahead: 3, behind: 0 },
  })
  rig.git('update-ref', '-d', 'refs/remotes/origin/ap/one')
  expect((await rig.list('branch')).state.upstream).toMatchObject({ gone: true })
})

it('lists what the base has taken over by a merge as merged, and nothing of the base’s own', async () => {
  const onMain = (...args: string[]) => rig.repository.plain(args, rig.repository.root)
  const commit = (name: string) => {
    write(`${name}.txt`, `${name}\n`)
    rig.git('add', '-A')
    rig.git('commit', '-q', '-m', name)
  }
  const listed = async () => {
    const { commits } = await rig.review.commits({ ...rig.ask, limit: 10, from: 0 })
    return commits.map(({ subject, merged }) => [subject, merged])
  }
  commit('first')
  onMain('commit', '-q', '--allow-empty', '-m', 'of main')
  rig.git('merge', '-q', '--no-ff', '-m', 'take main in', 'main')
  const own = [
    ['take main in', false],
    ['first', false],
  ]
  expect(await listed()).toEqual(own)
  onMain('merge', '-q', '--no-ff', '-m', 'merge it', 'ap/one')
  expect(await listed()).toEqual(own.map(([subject]) => [subject, true]))
  commit('second')
  expect(await listed()).toEqual([
    ['second', false],
    ['take main in', true],
    ['first', true],
  ])
  // The same in pieces, whatever they are cut by.
  const whole = await listed()
  for (const limit of [1, 2]) {
    const pieces = []
    for (let from = 0, more = true; more; from += limit) {
      const piece = await rig.review.commits({ ...rig.ask, limit, from })
      pieces.push(...piece.commits.map(({ subject, merged }) => [subject, merged]))
      more = piece.more
    }
    expect(pieces).toEqual(whole)
  }
  // Nothing of its own: it only follows its base.
  rig.git('reset', '-q', '--hard', 'main')
  expect(await listed()).toEqual([])
})

it('knows where it began once its base is gone', async () => {
  write('README.md', 'x\n')
  rig.git('commit', '-q', '-am', 'x')
  rig.repository.plain(['checkout', '-q', '-b', 'other'])
  rig.repository.plain(['branch', '-q', '-D', 'main'])
  const { state, files } = await rig.list('branch')
  expect(state.base).toEqual({
    name: 'main',
    upstream: null,
    mergeBase: rig.ask.base?.began,
    ahead: 0,
    behind: 0,
  })
  expect(files.map(({ path }) => path)).toEqual(['README.md'])
})

it('runs no program that the repository names', async () => {
  const ran = join(rig.repository.directory, 'ran')
  const script = join(rig.repository.directory, 'evil')
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> ${ran}\ncat "$1" 2>/dev/null\n`)
  chmodSync(script, 0o755)
  for (const [key, value] of [
    ['core.fsmonitor', script],
    ['core.hooksPath', rig.repository.directory],
    ['filter.evil.clean', script],
    ['filter.evil.smudge', script],
    ['filter.evil.process', script],
    ['filter.evil.required', 'true'],
    ['diff.external', script],
    ['diff.evil.command', script],
    ['diff.evil.textconv', script],
    ['diff.orderFile', script],
    ['log.showSignature', 'true'],
    ['gpg.program', script],
    ['core.pager', script],
    ['pager.diff', script],
    ['alias.status', `!${script}`],
  ])
    rig.git('config', key ?? '', value ?? '')
  write('.gitattributes', '* filter=evil diff=evil\n')
  write('README.md', 'changed\n')
  write('new.txt', 'x\n')
  for (const scope of ['branch', 'uncommitted', 'staged', 'unstaged'] as const)
    await rig.list(scope)
  await rig.diff('unstaged', 'README.md')
  await rig.diff('unstaged', 'new.txt')
  await rig.review.commits({ ...rig.ask, limit: 10, from: 0 })
  const ask = { ...rig.ask, between: { scope: 'unstaged' as const }, from: null }
  await rig.review.side({ ...ask, file: 'README.md', side: 'before' })
  expect(existsSync(ran) ? readFileSync(ran, 'utf8') : '').toBe('')
  // Plain git runs them, and stumbles over the first.
  expect(() => rig.git('diff')).toThrow('git diff')
  expect(readFileSync(ran, 'utf8')).not.toBe('')
})

it('runs no filter that was set since it last looked', async () => {
  const ran = join(rig.repository.directory, 'ran')
  write('README.md', 'changed\n')
  write('.gitattributes', '* filter=evil\n')
  for (let time = 0; time < 3; time += 1) await rig.list('uncommitted')
  rig.git('config', 'filter.evil.clean', `touch ${ran}; cat`)
  write('README.md', 'changed again\n')
  for (const scope of ['branch', 'uncommitted', 'unstaged'] as const) await rig.list(scope)
  await rig.diff('unstaged', 'README.md')
  expect(existsSync(ran)).toBe(false)
  rig.git('diff')
  expect(existsSync(ran)).toBe(true)
})

it('asks git for no more than it needs, once the settings are known', async () => {
  write('README.md', 'changed\n')
  write('new.txt', 'x\n')
  const asked = async (work: () => Promise<unknown>) => {
    rig.asked.length = 0
    await work()
    return rig.asked.toSorted()
  }
  await expect
    .poll(() => asked(() => rig.list('branch')))
    .toEqual(['changes', 'status', 'untracked-diff'])
  const one = ['diff', 'status-of-paths']
  expect(await asked(() => rig.diff('branch', 'README.md'))).toEqual(one)
  expect(await asked(() => rig.diff('unstaged', 'README.md'))).toEqual(one)
  // What is new has to be looked for.
  const ofNew = ['diff', 'status-below-paths', 'status-of-paths', 'untracked-diff']
  expect(await asked(() => rig.diff('unstaged', 'new.txt'))).toEqual(ofNew)
  const commit = rig.git('rev-parse', 'HEAD')
  const ofCommit = () => rig.diff({ scope: 'commit', commit }, 'README.md')
  expect(await asked(ofCommit)).toEqual(['diff', 'empty-tree', 'parent-commit'])
})

it('tells where the branch parted also after the base went on', async () => {
  const { state } = await rig.list('branch')
  rig.repository.write('README.md', 'theirs\n')
  rig.repository.commit('theirs')
  write('README.md', 'ours\n')
  rig.git('commit', '-q', '-am', 'ours')
  const parted = { ...state.base, ahead: 1, behind: 1 }
  expect((await rig.list('branch')).state.base).toEqual(parted)
  rig.git('-c', 'user.name=A', 'merge', '-q', '-s', 'ours', '-m', 'in', 'main')
  const main = rig.git('rev-parse', 'main')
  expect((await rig.list('branch')).state.base).toEqual({
    name: 'main',
    upstream: null,
    mergeBase: main,
    ahead: 2,
    behind: 0,
  })
})

it('counts nothing as its own that it took in from where its base lies on a remote', async () => {
  const began = rig.git('rev-parse', 'main')
  rig.git('remote', 'add', 'origin', 'https://git.example/shop.git')
  const theirs = rig.git('commit-tree', '-p', began, '-m', 'theirs', `${began}^{tree}`)
  rig.git('update-ref', 'refs/remotes/origin/main', theirs)
  write('README.md', 'ours\n')
  rig.git('commit', '-q', '-am', 'ours')
  const base = async () => (await rig.list('branch')).state.base
  const subjects = async () => {
    const { commits } = await rig.review.commits({ ...rig.ask, limit: 10, from: 0 })
    return commits.map(({ subject }) => subject)
  }
  const upstream = 'origin/main'
  const before = { name: 'main', upstream, mergeBase: began, ahead: 1, behind: 0 }
  expect(await base()).toEqual(before)
  expect(await subjects()).toEqual(['ours'])
  rig.git('rebase', '-q', 'origin/main')
  expect(rig.git('rev-parse', 'main')).toBe(began)
  expect(await base()).toEqual({ ...before, mergeBase: theirs })
  expect(await subjects()).toEqual(['ours'])
  rig.git('config', 'branch.main.remote', 'origin')
  rig.git('config', 'branch.main.merge', 'refs/heads/develop')
  expect(await base()).toEqual({ ...before, upstream: 'origin/develop', ahead: 2 })
})

it('writes nothing into the repository, and takes no lock', async () => {
  write('README.md', 'changed\n')
  write('new.txt', 'x\n')
  const objects = () => rig.git('count-objects', '-v')
  const before = objects()
  writeFileSync(join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock'), '')
  expect((await rig.list('unstaged')).state.locked).toBe(true)
  await rig.diff('unstaged', 'new.txt')
  expect(objects()).toBe(before)
})

it('refuses a checkout that is no longer the repository’s', async () => {
  rmSync(rig.file('.git'))
  rig.git('init', '-q')
  await expect(rig.list('unstaged')).rejects.toMatchObject({ code: 'worktree_tampered' })
  rmSync(rig.ask.path, { recursive: true })
  await expect(rig.list('unstaged')).rejects.toMatchObject({ code: 'worktree_missing' })
  await expect(rig.diff('unstaged', 'x')).rejects.toMatchObject({ code: 'worktree_missing' })
})
