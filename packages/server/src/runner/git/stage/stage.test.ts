// What is staged and unstaged of a change, by file, hunk and line, is what was meant, to the byte.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout } from '../changes/checkout.ts'
import { openContents, type Contents } from '../changes/content.ts'
import { stage } from './stage.ts'
import { openStageRig, type StageRig } from './stage-rig.ts'

let rig: StageRig

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('')
const text = lines(20)
/** A change near the top, one near the bottom. */
const both = text.replace('line 2\n', 'TWO\nAND MORE\n').replace('line 19\n', 'NINETEEN\n')

beforeEach(async () => {
  rig = await openStageRig({
    'a.ts': text,
    'run.sh': '#!/bin/sh\n',
    'gone.txt': 'one\ntwo\nthree\n',
    'crlf.txt': 'one\r\ntwo\r\n',
  })
})
afterEach(() => rig.repository.remove())

const write = (path: string, content: string) =>
  writeFileSync(rig.file(path), Buffer.from(content, 'latin1'))
const read = (path: string) => readFileSync(rig.file(path), 'latin1')
const status = () =>
  rig.repository
    .exact(['status', '--porcelain', '-z', '-uall'], rig.ask.path)
    .split('\0')
    .filter((each) => each !== '')

it('stages a hunk, and unstages it again', async () => {
  write('a.ts', both)
  await rig.stage('a.ts', [{ hunk: 1 }])
  expect(rig.index('a.ts')).toBe(text.replace('line 19\n', 'NINETEEN\n'))
  expect((await rig.list('unstaged')).files[0]).toMatchObject({ staged: 'partly', added: 2 })
  await rig.stage('a.ts', [{ hunk: 0 }])
  expect(status()).toEqual(['M  a.ts'])
  await rig.unstage('a.ts', [{ hunk: 1 }])
  expect(rig.index('a.ts')).toBe(text.replace('line 2\n', 'TWO\nAND MORE\n'))
  await rig.unstage('a.ts', [{ hunk: 0 }])
  expect(status()).toEqual([' M a.ts'])
  expect(read('a.ts')).toBe(both)
})

it('asks git of a hunk’s file alone, however many others there are', async () => {
  write('a.ts', both)
  const { files } = await rig.list('unstaged')
  const [seen] = files
  rig.asked.length = 0
  const meant = [{ path: 'a.ts', version: seen?.version ?? '', hunks: [{ hunk: 0 }] }]
  const ask = { ...rig.ask, ...rig.keeping(), action: 'stage' as const, files: meant }
  expect(await rig.review.stage(ask)).toMatchObject([{ path: 'a.ts', staged: 'partly' }])
  const looks = ['status-of-paths', 'diff', 'status-of-paths', 'changes']
  const writes = ['read-blob', 'convert', 'write-blob', 'write-index']
  // Settings whose files are young are read again.
  const asked = rig.asked.filter((name) => name !== 'list-settings')
  expect(asked.toSorted()).toEqual([...looks, ...writes].toSorted())
})

it('stages and unstages single lines', async () => {
  write('a.ts', both)
  const { hunks } = await rig.diff('unstaged', 'a.ts')
  const more = hunks[0]?.lines.indexOf('+AND MORE') ?? 0
  await rig.stage('a.ts', [{ hunk: 0, lines: [more] }])
  expect(rig.index('a.ts')).toBe(text.replace('line 2\n', 'line 2\nAND MORE\n'))
  await rig.unstage('a.ts', [{ hunk: 0, lines: [2] }])
  expect(rig.index('a.ts')).toBe(text)
})

it('stages a new file in part and as a whole, with its mode, and takes it out again', async () => {
  write('new.sh', 'one\ntwo\nthree')
  chmodSync(rig.file('new.sh'), 0o755)
  await rig.stage('new.sh', [{ hunk: 0, lines: [0, 2] }])
  expect(rig.index('new.sh')).toBe('one\nthree')
  expect(rig.git('ls-files', '-s', 'new.sh')).toMatch(/^100755/)
  await rig.unstage('new.sh', [{ hunk: 0, lines: [0] }])
  expect(rig.index('new.sh')).toBe('three')
  await rig.unstage('new.sh', [{ hunk: 0 }])
  expect(status()).toEqual(['?? new.sh'])
  await rig.stage('new.sh')
  expect(rig.index('new.sh')).toBe('one\ntwo\nthree')
  await rig.unstage('new.sh')
  expect(status()).toEqual(['?? new.sh'])
  write('empty', '')
  await rig.stage('empty')
  expect(rig.index('empty')).toBe('')
})

it('stages a file that is gone, in part and as a whole', async () => {
  rmSync(rig.file('gone.txt'))
  await rig.stage('gone.txt', [{ hunk: 0, lines: [1] }])
  expect(rig.index('gone.txt')).toBe('one\nthree\n')
  await rig.stage('gone.txt', [{ hunk: 0 }])
  expect(status()).toEqual(['D  gone.txt'])
  await rig.unstage('gone.txt', [{ hunk: 0, lines: [0, 1] }])
  expect(rig.index('gone.txt')).toBe('one\ntwo\n')
  await rig.unstage('gone.txt', [{ hunk: 0 }])
  expect(status()).toEqual([' D gone.txt'])
  await rig.stage('gone.txt')
  await rig.unstage('gone.txt')
  expect(status()).toEqual([' D gone.txt'])
})

it('stages renames, modes, links and changes of kind, and unstages them', async () => {
  renameSync(rig.file('a.ts'), rig.file('b.ts'))
  chmodSync(rig.file('run.sh'), 0o755)
  symlinkSync('run.sh', rig.file('link'))
  rmSync(rig.file('gone.txt'))
  symlinkSync('run.sh', rig.file('gone.txt'))
  for (const path of ['a.ts', 'b.ts', 'run.sh', 'link', 'gone.txt']) await rig.stage(path)
  expect(status()).toEqual(['R  b.ts', 'a.ts', 'T  gone.txt', 'A  link', 'M  run.sh'])
  await rig.unstage('b.ts', undefined, 'a.ts')
  for (const path of ['run.sh', 'link', 'gone.txt']) await rig.unstage(path)
  expect(status()).toEqual([' D a.ts', ' T gone.txt', ' M run.sh', '?? b.ts', '?? link'])
})

it('unstages lines of a renamed file, which stays renamed', async () => {
  renameSync(rig.file('a.ts'), rig.file('b.ts'))
  write('b.ts', both)
  rig.git('add', '-A')
  await rig.unstage('b.ts', [{ hunk: 0 }], 'a.ts')
  expect(rig.index('b.ts')).toBe(text.replace('line 19\n', 'NINETEEN\n'))
  expect(rig.index('a.ts')).toBeNull()
})

it('leaves a change of the mode unstaged where lines are staged', async () => {
  write('run.sh', '#!/bin/sh\nls\n')
  chmodSync(rig.file('run.sh'), 0o755)
  await rig.stage('run.sh', [{ hunk: 0 }])
  expect(rig.git('ls-files', '-s', 'run.sh')).toMatch(/^100644/)
  expect(status()).toEqual(['MM run.sh'])
  await rig.stage('run.sh')
  expect(status()).toEqual(['M  run.sh'])
})

it('is exact where git converts line ends, bytes are no text, and files have no end', async () => {
  write('crlf.txt', 'one\r\nTWO\r\nthree\xff')
  await rig.stage('crlf.txt', [{ hunk: 0, lines: [3] }])
  expect(rig.index('crlf.txt')).toBe('one\r\ntwo\r\nthree\xff')
  rig.git('config', 'core.autocrlf', 'true')
  write('a.ts', both.replaceAll('\n', '\r\n'))
  await rig.stage('a.ts', [{ hunk: 0 }])
  expect(rig.index('a.ts')).toBe(text.replace('line 2\n', 'TWO\nAND MORE\n'))
  await rig.stage('a.ts', [{ hunk: 0 }])
  expect(rig.index('a.ts')).toBe(both)
})

it('stages what is only intended to be added', async () => {
  write('new.txt', 'one\ntwo\n')
  rig.git('add', '-N', 'new.txt')
  await rig.stage('new.txt', [{ hunk: 0, lines: [1] }])
  expect(rig.index('new.txt')).toBe('two\n')
})

it.each(['one\ntwo', '"q"', '-rf', ':(top)', ' space '])(
  'stages %j and nothing else',
  async (name) => {
    write(name, 'x\ny\n')
    write('other', 'x\n')
    await rig.stage(name, [{ hunk: 0, lines: [0] }])
    expect(status()).toEqual([`AM ${name}`, '?? other'])
    await rig.stage(name)
    expect(status()).toEqual([`A  ${name}`, '?? other'])
    await rig.unstage(name)
    expect(status().toSorted()).toEqual([`?? ${name}`, '?? other'].toSorted())
  },
)

it('stages a file in the place of a folder, and a folder in the place of a file', async () => {
  rmSync(rig.file('gone.txt'))
  mkdirSync(rig.file('gone.txt'))
  write('gone.txt/inside', 'x\n')
  await rig.stage('gone.txt/inside')
  expect(rig.index('gone.txt/inside')).toBe('x\n')
  expect(rig.git('ls-files', '-s', 'gone.txt')).not.toMatch(/gone\.txt$/)
})

it('stages what is gone where a link or a folder lies now, in whichever order', async () => {
  mkdirSync(rig.file('in'))
  write('in/x', 'x\n')
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'in')
  rmSync(rig.file('in'), { recursive: true })
  symlinkSync('/tmp', rig.file('in'))
  await rig.stage('in/x')
  expect(status()).toEqual(['D  in/x', '?? in'])
  rmSync(rig.file('gone.txt'))
  mkdirSync(rig.file('gone.txt'))
  write('gone.txt/inside', 'x\n')
  const { files } = await rig.list('unstaged')
  const picks = files.map(({ path, version }) => ({ path, version })).toReversed()
  expect(picks.map(({ path }) => path)).toEqual(['in', 'gone.txt/inside', 'gone.txt'])
  await rig.review.stage({ ...rig.ask, ...rig.keeping(), action: 'stage', files: picks })
  expect(rig.git('ls-files', 'in', 'gone.txt')).toBe('gone.txt/inside\nin')
})

it('refuses what was changed since it was seen, and stages nothing of the rest', async () => {
  write('a.ts', both)
  write('run.sh', 'x\n')
  const { files } = await rig.list('unstaged')
  const picks = files.map(({ path, version }) => ({ path, version }))
  write('run.sh', 'y\n')
  const stageAll = (some: typeof picks) =>
    rig.review.stage({ ...rig.ask, ...rig.keeping(), action: 'stage', files: some })
  await expect(stageAll(picks)).rejects.toMatchObject({
    code: 'changed_meanwhile',
    values: { path: 'run.sh' },
  })
  expect(status()).toEqual([' M a.ts', ' M run.sh'])
  await expect(rig.stage('nothing')).rejects.toMatchObject({ code: 'changed_meanwhile' })
  await expect(rig.stage('nothing', [{ hunk: 0 }])).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
  await expect(rig.stage('a.ts', [{ hunk: 7 }])).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
  const [first] = picks
  if (first) await expect(stageAll([first, first])).rejects.toMatchObject({ code: 'invalid_input' })
})

it.each([1, 2])('stages nothing that was written behind look %i at it', async (look) => {
  write('run.sh', 'seen\n')
  const { files } = await rig.list('unstaged')
  const picks = files.map(({ path, version }) => ({ path, version }))
  const contents = openContents(() => Date.now())
  let looks = 0
  const racing: Contents = {
    async of(file, digits) {
      const found = await contents.of(file, digits)
      looks += 1
      if (looks === look) write('run.sh', 'never seen\n')
      return found
    },
  }
  const checkout = await openCheckout(rig.repository.git, rig.ask)
  const keeping = { ...rig.keeping(), threadId: rig.ask.threadId, now: Date.now() }
  await expect(stage(checkout, racing, picks, keeping)).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
  expect(status()).toEqual([' M run.sh'])
})

it('refuses by lines what has none, and what is a repository', async () => {
  write('bytes', '\0\x01')
  symlinkSync('a.ts', rig.file('link'))
  mkdirSync(rig.file('clone'))
  rig.repository.plain(['init', '-q'], rig.file('clone'))
  write('clone/x', 'x')
  for (const path of ['bytes', 'link'])
    await expect(rig.stage(path, [{ hunk: 0 }])).rejects.toMatchObject({ code: 'not_by_lines' })
  for (const act of [rig.stage, rig.revert])
    await expect(act('clone')).rejects.toMatchObject({ code: 'in_a_repository' })
  expect(readFileSync(join(rig.file('clone'), 'x'), 'utf8')).toBe('x')
})

it('takes a solved conflict into the index as a whole, and never by lines', async () => {
  rig.repository.write('run.sh', 'theirs\n')
  rig.repository.commit('theirs')
  write('run.sh', 'ours\n')
  rig.git('commit', '-q', '-am', 'ours')
  expect(() => rig.git('merge', 'main')).toThrow('merge main')
  await expect(rig.stage('run.sh', [{ hunk: 0 }])).rejects.toMatchObject({ code: 'not_by_lines' })
  await expect(rig.revert('run.sh')).rejects.toMatchObject({ code: 'in_conflict' })
  write('run.sh', 'solved\n')
  await rig.stage('run.sh')
  expect(status()).toEqual(['M  run.sh'])
})

it('takes a conflict that was solved as HEAD has it into the index, and never out of it', async () => {
  rig.repository.write('run.sh', 'theirs\n')
  rig.repository.commit('theirs')
  write('run.sh', 'ours\n')
  rig.git('commit', '-q', '-am', 'ours')
  expect(() => rig.git('merge', 'main')).toThrow('merge main')
  write('run.sh', 'ours\n')
  await rig.stage('run.sh')
  expect(rig.index('run.sh')).toBe('ours\n')
})

it('waits for a lock, tells of one that stays, and removes one that nobody can need', async () => {
  write('a.ts', both)
  const lock = join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock')
  writeFileSync(lock, '')
  const waiting = rig.stage('a.ts')
  await rig.list('unstaged')
  rmSync(lock)
  await waiting
  expect(status()).toEqual(['M  a.ts'])
  writeFileSync(lock, '')
  await expect(rig.unstage('a.ts')).rejects.toMatchObject({ code: 'checkout_busy' })
  expect(lstatSync(lock).size).toBe(0)
  if (process.platform !== 'linux') return
  const old = new Date(Date.now() - 120_000)
  utimesSync(lock, old, old)
  await rig.unstage('a.ts')
  expect(status()).toEqual([' M a.ts'])
})

it('works one thing after another, whoever asks', async () => {
  write('a.ts', both)
  const { files } = await rig.list('unstaged')
  const pick = { path: 'a.ts', version: files[0]?.version ?? '' }
  const act = (hunk: number) =>
    rig.review.stage({
      ...rig.ask,
      ...rig.keeping(),
      action: 'stage',
      files: [{ ...pick, hunks: [{ hunk }] }],
    })
  const done = await Promise.allSettled([act(0), act(1)])
  // The second saw a diff that the first has changed.
  expect(done.map(({ status: how }) => how)).toEqual(['fulfilled', 'rejected'])
})

it('keeps what stands in the index alone before it is staged over or unstaged', async () => {
  const alone = both.replace('line 2', 'only ever staged')
  for (const act of [() => rig.stage('a.ts'), () => rig.unstage('a.ts')]) {
    write('a.ts', alone)
    rig.git('add', 'a.ts')
    write('a.ts', both)
    await act()
    const [kept] = await rig.kept()
    expect(kept).toMatchObject({ why: 'stage', paths: ['a.ts'] })
    expect(rig.index('a.ts')).not.toBe(alone)
    await rig.restore(kept!)
    expect(readFileSync(rig.file('a.ts'), 'utf8')).toBe(alone)
    rig.git('reset', '-q', '--hard')
  }
})

it.each<[what: string, staged: string, file: string]>([
  ['other order', 'three\ntwo\none\n', 'one\n2\nthree\n'],
  ['other ends', 'one\r\ntwo\r\nthree\r\n', 'one\ntwo\n3\n'],
  ['no newline at the end', 'one\ntwo\nthree', 'one\ntwo\nthree\nfour\n'],
])(
  'keeps what stands in the index alone though its lines stand elsewhere: %s',
  async (_, staged, file) => {
    for (const act of ['stage', 'unstage'] as const) {
      write('gone.txt', staged)
      rig.git('add', 'gone.txt')
      write('gone.txt', file)
      await rig[act]('gone.txt')
      const [kept] = await rig.kept()
      expect(kept).toMatchObject({ why: 'stage', paths: ['gone.txt'] })
      await rig.restore(kept!)
      expect(read('gone.txt')).toBe(staged)
      rig.git('reset', '-q', '--hard')
    }
  },
)

it('keeps nothing of what git would write with other line ends than it keeps', async () => {
  rig.git('config', 'core.autocrlf', 'true')
  write('a.ts', both.replaceAll('\n', '\r\n'))
  await rig.stage('a.ts', [{ hunk: 0 }])
  await rig.stage('a.ts', [{ hunk: 0 }])
  await rig.unstage('a.ts')
  expect(await rig.kept()).toEqual([])
})

it.each([
  ['a folder', 'in/x', 'in'],
  ['a file', 'in', 'in/x'],
])('keeps what stood in the index alone in place of %s', async (_, before, after) => {
  const [alone, other] = ['only ever staged\n', 'other\n']
  const put = (path: string, content: string) => {
    rmSync(rig.file('in'), { recursive: true, force: true })
    mkdirSync(dirname(rig.file(path)), { recursive: true })
    write(path, content)
  }
  for (const picks of [undefined, [{ hunk: 0 }]]) {
    put(before, alone)
    rig.git('add', before)
    put(after, other)
    await rig.stage(after, picks)
    expect(rig.git('ls-files', 'in')).toBe(after)
    const [kept] = await rig.kept()
    expect(kept).toMatchObject({ why: 'stage', paths: [before] })
    rmSync(rig.file('in'), { recursive: true })
    await rig.restore(kept!)
    expect(readFileSync(rig.file(before), 'utf8')).toBe(alone)
    rig.git('rm', '-r', '-q', '--cached', 'in')
  }
  put(after, other)
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'in')
  put(before, alone)
  rig.git('add', '-A')
  put(before, other)
  const seen = (await rig.kept()).length
  await rig.unstage(after)
  expect(rig.git('ls-files', 'in')).toBe(after)
  const all = await rig.kept()
  expect(all).toHaveLength(seen + 1)
  expect(all[0]).toMatchObject({ why: 'stage', paths: [before] })
})

it('keeps nothing while one hunk is staged after the other', async () => {
  write('a.ts', both)
  await rig.stage('a.ts', [{ hunk: 0 }])
  await rig.stage('a.ts', [{ hunk: 0 }])
  await rig.unstage('a.ts', [{ hunk: 0 }])
  await rig.unstage('a.ts')
  expect(await rig.kept()).toEqual([])
})
