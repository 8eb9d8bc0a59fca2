// Whatever is thrown away can be had back, to the byte, and nothing else is touched.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { movedSubmodule } from './odd-scenes.ts'
import { filesIn } from './plain-rig.ts'
import { openStageRig, type StageRig } from './stage-rig.ts'

let rig: StageRig

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('')
const text = lines(20)
const both = text.replace('line 2\n', 'TWO\nAND MORE\n').replace('line 19\n', 'NINETEEN\n')
const seed = { 'a.ts': text, 'run.sh': '#!/bin/sh\n', 'src/x.ts': 'x\n', '.gitignore': 'dist\n' }

beforeEach(async () => {
  rig = await openStageRig(seed)
})
afterEach(() => rig.repository.remove())

const write = (path: string, content: string) =>
  writeFileSync(rig.file(path), Buffer.from(content, 'latin1'))

const files = () => filesIn(rig.ask.path)

it('reverts a hunk and a line to the index, and has them back', async () => {
  write('a.ts', both)
  rig.git('add', '-A')
  write('a.ts', both.replace('line 10\n', 'TEN\nELEVEN\n'))
  const before = files()
  const line = await rig.revert('a.ts', [{ hunk: 0, lines: [5] }])
  expect(line).toMatchObject({ why: 'revert', paths: ['a.ts'], total: 1 })
  expect(files()['a.ts']).toContain('TEN\nline 11')
  const hunk = await rig.revert('a.ts', [{ hunk: 0 }])
  expect(files()['a.ts']).toBe(`644 ${both}`)
  expect(rig.index('a.ts')).toBe(both)
  await rig.restore(hunk)
  const undone = await rig.restore(line)
  expect(files()).toEqual(before)
  expect(undone.why).toBe('undo')
  await rig.restore(undone)
  expect(files()['a.ts']).toContain('TEN\nline 11')
  expect((await rig.kept()).map(({ id }) => id)).toEqual(expect.arrayContaining([line.id, hunk.id]))
})

const throwAways: Record<string, [paths: string[], change: () => void]> = {
  'an edit': [['a.ts'], () => write('a.ts', both)],
  'bytes that are no text, without an end': [['a.ts'], () => write('a.ts', '\xff\xfe\0no end')],
  'an untracked file': [['src/new/deep.ts'], () => {
    mkdirSync(rig.file('src/new'))
    write('src/new/deep.ts', 'mine')
  }],
  'a script': [['new.sh'], () => {
    write('new.sh', 'x')
    chmodSync(rig.file('new.sh'), 0o755)
  }],
  'a link': [['link'], () => symlinkSync('/nowhere', rig.file('link'))],
  'a file that is gone': [['src/x.ts'], () => rmSync(rig.file('src'), { recursive: true })],
  'a mode': [['run.sh'], () => chmodSync(rig.file('run.sh'), 0o755)],
  'a link in the place of a file': [['run.sh'], () => {
    rmSync(rig.file('run.sh'))
    symlinkSync('a.ts', rig.file('run.sh'))
  }],
  'a link in the place of a folder': [['src/x.ts'], () => {
    rmSync(rig.file('src'), { recursive: true })
    symlinkSync('/tmp', rig.file('src'))
  }],
  'an odd name': [['"a\nb\\'], () => write('"a\nb\\', 'x')],
} // prettier-ignore

it.each(Object.keys(throwAways))('%s is thrown away, and had back', async (name) => {
  const before = files()
  const [paths, change] = throwAways[name] ?? [[], () => undefined]
  change()
  const after = files()
  expect(after).not.toEqual(before)
  const [path = ''] = paths
  const kept = await rig.revert(path)
  expect(files()).toEqual(before)
  const undone = await rig.restore(kept)
  expect(files()).toEqual(after)
  await rig.restore(undone)
  expect(files()).toEqual(before)
})

it.each<[what: string, put: () => void]>([
  ['nothing', () => undefined],
  ['a file', () => write('sub', 'mine')],
  ['a link', () => symlinkSync('/nowhere', rig.file('sub'))],
])('where %s is in place of a submodule, makes its folder, which goes again', async (_, put) => {
  movedSubmodule(rig)
  rmSync(rig.file('sub'), { recursive: true })
  put()
  const status = ['status', '--porcelain', '--ignore-submodules=dirty']
  const stand = () => [files(), rig.git(...status)]
  const before = stand()
  const kept = await rig.revert('sub')
  expect(readdirSync(rig.file('sub'))).toEqual([])
  await rig.restore(kept)
  expect(stand()).toEqual(before)
  await rig.revert('sub')
  write('sub/mine', 'mine')
  await expect(rig.restore(kept)).rejects.toMatchObject({ code: 'in_the_way' })
  expect(files()['sub/mine']).toBe('644 mine')
})

it('reverts lines of new and of deleted files', async () => {
  write('new.txt', 'one\ntwo\nthree\n')
  await rig.revert('new.txt', [{ hunk: 0, lines: [1] }])
  expect(files()['new.txt']).toBe('644 one\nthree\n')
  const kept = await rig.revert('new.txt', [{ hunk: 0 }])
  expect(existsSync(rig.file('new.txt'))).toBe(false)
  await rig.restore(kept)
  expect(files()['new.txt']).toBe('644 one\nthree\n')
  rmSync(rig.file('a.ts'))
  await rig.revert('a.ts', [{ hunk: 0, lines: [0, 19] }])
  expect(files()['a.ts']).toBe('644 line 1\nline 20\n')
  write('intended', 'x\n')
  rig.git('add', '-N', 'intended')
  await rig.revert('intended')
  expect(rig.git('status', '--porcelain', 'intended')).toBe('')
})

it('forgets a link that was only intended to be added, and is gone', async () => {
  symlinkSync('a.ts', rig.file('link'))
  rig.git('add', '-N', 'link')
  rmSync(rig.file('link'))
  await rig.revert('link')
  expect(rig.git('status', '--porcelain')).toBe('')
})

it('keeps line ends as they lie there', async () => {
  rig.git('config', 'core.autocrlf', 'true')
  const there = both.replaceAll('\n', '\r\n')
  write('a.ts', there)
  const kept = await rig.revert('a.ts', [{ hunk: 1 }])
  expect(files()['a.ts']).toBe(`644 ${there.replace('NINETEEN', 'line 19')}`)
  await rig.restore(kept)
  expect(files()['a.ts']).toBe(`644 ${there}`)
})

it('never empties a folder that stands where a file was, and leaves what is ignored', async () => {
  rmSync(rig.file('run.sh'))
  mkdirSync(rig.file('run.sh'))
  write('run.sh/mine', 'mine')
  write('dist', 'built')
  await expect(rig.revert('run.sh')).rejects.toMatchObject({ code: 'in_the_way' })
  expect(files()).toMatchObject({ 'run.sh/mine': '644 mine', dist: '644 built' })
  expect(await rig.kept()).toEqual([])
})

it('throws nothing away that was changed since it was seen', async () => {
  write('a.ts', both)
  write('run.sh', 'x\n')
  const picks = (await rig.list('unstaged')).files.map(({ path, version }) => ({ path, version }))
  write('run.sh', 'y\n')
  const [{ id }] = [await rig.revert('a.ts')]
  const ask = { ...rig.ask, owner: 'local' as never, id, files: picks } // Of the right shape.
  await expect(rig.review.revert(ask)).rejects.toMatchObject({ code: 'changed_meanwhile' })
  expect(files()['run.sh']).toBe('644 y\n')
})

it('lets go of what is past its time, and knows whose it is', async () => {
  write('a.ts', both)
  const kept = await rig.revert('a.ts')
  const days = (Date.parse(kept.until) - Date.parse(kept.at)) / 86_400_000
  expect(days).toBe(30)
  const other = { repository: rig.ask.repository, owner: 'another' as never } // Likewise.
  expect(await rig.review.kept(other)).toEqual([])
  const { listKept } = await import('../kept/refs.ts')
  const { git } = rig.repository
  expect(await listKept(git, rig.ask.repository, Date.parse(kept.until))).toHaveLength(1)
  expect(await listKept(git, rig.ask.repository, Date.parse(kept.until) + 1)).toEqual([])
  expect(rig.git('for-each-ref', 'refs/a-parallel/trash')).toBe('')
  await expect(rig.restore(kept)).rejects.toMatchObject({ code: 'kept_not_found' })
})

it('runs no program that the repository names', async () => {
  const ran = join(rig.repository.directory, 'ran')
  const script = join(rig.repository.directory, 'evil')
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> ${ran}\ncat\n`, { mode: 0o755 })
  for (const hook of ['reference-transaction', 'post-index-change', 'post-checkout', 'pre-commit'])
    writeFileSync(join(rig.repository.directory, hook), readFileSync(script), { mode: 0o755 })
  for (const [key, value] of [
    ['core.fsmonitor', script],
    ['core.hooksPath', rig.repository.directory],
    ['filter.evil.clean', script],
    ['filter.evil.smudge', script],
    ['filter.evil.process', script],
    ['filter.evil.required', 'true'],
    ['commit.gpgSign', 'true'],
    ['gpg.program', script],
  ])
    rig.git('config', key ?? '', value ?? '')
  writeFileSync(rig.file('.gitattributes'), '* filter=evil\n')
  write('a.ts', both)
  await rig.restore(await rig.revert('a.ts', [{ hunk: 0 }]))
  await rig.revert('a.ts')
  write('a.ts', both)
  for (const path of ['a.ts', '.gitattributes'])
    await expect(rig.stage(path)).rejects.toMatchObject({ code: 'filter_untrusted' })
  writeFileSync(rig.file('.gitattributes'), 'run.sh filter=evil\n')
  await rig.stage('a.ts', [{ hunk: 0 }])
  await rig.unstage('a.ts')
  await rig.stage('.gitattributes')
  expect(existsSync(ran) ? readFileSync(ran, 'utf8') : '').toBe('')
})
