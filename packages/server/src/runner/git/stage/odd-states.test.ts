// Ten thousand files at once, a filter between the checkout and the repository, a repository of long object names, and an
// index that is young, in two files, or has what the checkout does without.
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStageRig, type StageRig } from './stage-rig.ts'

let rig: StageRig

beforeEach(async () => {
  rig = await openStageRig({ 'a.txt': 'one\ntwo\nthree\n' })
})
afterEach(() => rig.repository.remove())

it('lists ten thousand new files, stages all, and takes some away and has them back', async () => {
  for (let index = 0; index < 10_000; index += 1)
    writeFileSync(rig.file(`new-${index}`), `${index}\n`)
  const { files, total } = await rig.list('unstaged')
  expect([files.length, total]).toEqual([10_000, 10_000])
  expect(files.every(({ added, kind }) => added === 1 && kind === 'untracked')).toBe(true)
  const picks = files.map(({ path, version }) => ({ path, version }))
  const some = picks.slice(0, 2_000)
  const keeping = { owner: 'local' as never, id: crypto.randomUUID() as never } // Of the right shape.
  const { kept } = await rig.review.revert({ ...rig.ask, ...keeping, files: some })
  expect(kept.total).toBe(2_000)
  expect((await rig.list('unstaged')).total).toBe(8_000)
  await rig.restore(kept)
  const left = await rig.review.stage({
    ...rig.ask,
    ...rig.keeping(),
    action: 'stage',
    files: picks,
  })
  expect(left).toEqual([])
  const staged = await rig.list('staged')
  expect(staged.state).toMatchObject({ staged: 10_000, unstaged: 0 })
  rig.asked.length = 0
  const back = await rig.review.stage({
    ...rig.ask,
    ...rig.keeping(),
    action: 'unstage',
    files: staged.files.map(({ path, version }) => ({ path, version })),
  })
  expect(back).toEqual([])
  // Nothing stood in the index alone, and git was not asked file by file.
  expect(rig.asked.length).toBeLessThan(20)
  expect((await rig.list('unstaged')).state).toMatchObject({ staged: 0, unstaged: 10_000 })
}, 300_000)

it('keeps what hundreds of files hold in the index alone, and asks git for all of it at once', async () => {
  const names = Array.from({ length: 600 }, (_, index) => `file-${index}`)
  const write = (content: string) => {
    for (const name of names) writeFileSync(rig.file(name), `${name}\n${content}`)
  }
  write('')
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'many')
  write('only ever staged\n')
  rig.git('add', '-A')
  write('more\n')
  const { files } = await rig.list('unstaged')
  rig.asked.length = 0
  await rig.review.stage({
    ...rig.ask,
    ...rig.keeping(),
    action: 'stage',
    files: files.map(({ path, version }) => ({ path, version })),
  })
  expect(rig.asked.length).toBeLessThan(30)
  const [kept] = await rig.kept()
  expect(kept).toMatchObject({ why: 'stage', total: 600 })
  await rig.restore(kept!)
  expect(readFileSync(rig.file('file-7'), 'utf8')).toBe('file-7\nonly ever staged\n')
}, 60_000)

it('stages, unstages and reverts a hunk among ten thousand files that changed', async () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `file-${index}`)
  for (const name of names) writeFileSync(rig.file(name), `${name}\n`)
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'many')
  for (const name of names) writeFileSync(rig.file(name), `${name}\nmore\n`)
  await rig.stage('file-7', [{ hunk: 0 }])
  expect(rig.index('file-7')).toBe('file-7\nmore\n')
  await rig.unstage('file-7', [{ hunk: 0 }])
  expect(rig.index('file-7')).toBe('file-7\n')
  const kept = await rig.revert('file-8', [{ hunk: 0 }])
  expect(readFileSync(rig.file('file-8'), 'utf8')).toBe('file-8\n')
  await rig.restore(kept)
  expect(readFileSync(rig.file('file-8'), 'utf8')).toBe('file-8\nmore\n')
  expect((await rig.list('unstaged')).state).toMatchObject({ staged: 0, unstaged: 10_000 })
}, 300_000)

it('stages and reverts where object names are long', async () => {
  rig.repository.remove()
  rig = await openStageRig({ 'a.txt': 'one\ntwo\nthree\n' }, 'sha256')
  const versions = async () =>
    (await rig.list('branch')).files.map(({ path, version }) => [path, version])
  writeFileSync(rig.file('a.txt'), 'ONE\ntwo\nTHREE\n')
  writeFileSync(rig.file('new.txt'), 'new\n')
  const before = await versions()
  // Names are remembered once a file has settled.
  await expect.poll(versions).toEqual(before)
  await rig.stage('new.txt')
  await rig.stage('a.txt', [{ hunk: 0, lines: [0, 1] }])
  expect(rig.index('a.txt')).toBe('ONE\ntwo\nthree\n')
  await rig.stage('a.txt')
  expect(await versions()).toEqual(before)
  writeFileSync(rig.file('new.txt'), 'newer\n')
  await rig.restore(await rig.revert('new.txt'))
  expect(readFileSync(rig.file('new.txt'), 'utf8')).toBe('newer\n')
})

const withCarriage = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('')

/** CRLF was committed before git was to convert it. */
function committedWithCarriage(): void {
  writeFileSync(rig.file('a.txt'), withCarriage('one', 'two', 'three'))
  rig.git('commit', '-q', '-am', 'ends')
  writeFileSync(rig.file('.gitattributes'), '* text=auto\n')
}

it('stages lines that were written in the moment in which the index was', async () => {
  committedWithCarriage()
  // Size and time of the file are then all that git goes by.
  rig.git('config', 'core.trustctime', 'false')
  const index = join(rig.git('rev-parse', '--absolute-git-dir'), 'index')
  const moment = new Date('2020-01-01')
  utimesSync(rig.file('a.txt'), moment, moment)
  rig.git('update-index', '--refresh')
  writeFileSync(rig.file('a.txt'), withCarriage('ONE', 'two', 'three'))
  for (const file of [rig.file('a.txt'), index]) utimesSync(file, moment, moment)
  await rig.stage('a.txt', [{ hunk: 0 }])
  expect(rig.index('a.txt')).toBe(withCarriage('ONE', 'two', 'three'))
})

it('keeps what is thrown away beside an index in two files, and leaves both as they are', async () => {
  committedWithCarriage()
  rig.git('config', 'core.splitIndex', 'true')
  // Git lets go at once of what the index that it writes does not name.
  rig.git('config', 'splitIndex.sharedIndexExpire', 'now')
  writeFileSync(rig.file('new.txt'), 'new\n')
  rig.git('add', 'new.txt')
  const gitDir = rig.git('rev-parse', '--absolute-git-dir')
  const halves = () => readdirSync(gitDir).filter((name) => name.startsWith('sharedindex.'))
  const before = halves()
  expect(before).toHaveLength(1)
  const changed = withCarriage('ONE', 'two', 'three')
  writeFileSync(rig.file('a.txt'), changed)
  const kept = await rig.revert('a.txt', [{ hunk: 0 }])
  expect([halves(), rig.index('new.txt')]).toEqual([before, 'new\n'])
  await rig.restore(kept)
  expect(readFileSync(rig.file('a.txt'), 'utf8')).toBe(changed)
  expect(halves()).toEqual(before)
})

describe('what a checkout does without', () => {
  const unstageAll = async () => {
    const { files } = await rig.list('staged')
    const picks = files.map(({ path, version }) => ({ path, version }))
    const ask = { ...rig.ask, ...rig.keeping(), action: 'unstage', files: picks } as const
    expect(await rig.review.stage(ask)).toEqual([])
    return files.map(({ path }) => path)
  }
  beforeEach(() => {
    mkdirSync(rig.file('out'))
    writeFileSync(rig.file('out/b'), 'b\n')
    writeFileSync(rig.file('out/gone'), 'so it was\n')
    rig.git('add', '-A')
    rig.git('commit', '-q', '-m', 'before')
    writeFileSync(rig.file('out/b'), 'b\nmore\n')
    writeFileSync(rig.file('out/new'), '1\n2\n3\n')
    rmSync(rig.file('out/gone'))
    rig.git('add', '-A')
    rig.git('commit', '-q', '-m', 'after')
  })

  it.each([['--cone'], ['--no-cone']])('is not deleted once it is unstaged: %s', async (how) => {
    rig.git('sparse-checkout', 'set', how, how === '--cone' ? 'in' : '/a.txt')
    rig.git('reset', '-q', '--soft', 'HEAD~1')
    await rig.unstage('out/b', [{ hunk: 0 }])
    expect(rig.git('ls-files', '-t', 'out')).toBe('S out/b\nS out/new')
    expect(await unstageAll()).toEqual(['out/gone', 'out/new'])
    expect(rig.git('ls-files', '-t', 'out')).toBe('S out/b\nS out/gone')
    expect((await rig.list('unstaged')).files).toEqual([])
  })

  it('stays as the person has it', async () => {
    rig.git('update-index', '--skip-worktree', 'out/b')
    writeFileSync(rig.file('out/b'), 'secret\n')
    rig.git('reset', '-q', '--soft', 'HEAD~1')
    expect(await unstageAll()).toEqual(['out/b', 'out/gone', 'out/new'])
    const { files } = await rig.list('unstaged')
    expect(files.map(({ path }) => path)).toEqual(['out/gone', 'out/new'])
  })
})

it('stages nothing that a filter of the repository would have to convert, before the project is trusted', async () => {
  rig.git('config', 'filter.upper.clean', 'tr a-z A-Z')
  rig.git('config', '--global', 'filter.own.clean', 'tr a-z A-Z')
  writeFileSync(
    rig.file('.gitattributes'),
    'a.txt filter=upper\n* filter=own\nb.txt filter=upper\n',
  )
  writeFileSync(rig.file('a.txt'), 'one\n2\nthree\n')
  writeFileSync(rig.file('b.txt'), 'b\n')
  const refused = { code: 'filter_untrusted', values: { path: 'b.txt' } }
  await expect(rig.stage('b.txt')).rejects.toMatchObject(refused)
  await expect(rig.stage('b.txt', [{ hunk: 0 }])).rejects.toMatchObject(refused)
  // The person's own is theirs.
  await rig.stage('a.txt')
  expect([rig.index('a.txt'), rig.index('b.txt')]).toEqual(['ONE\n2\nTHREE\n', null])
  // What goes needs no filter.
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'b')
  rmSync(rig.file('b.txt'))
  await rig.stage('b.txt')
  expect(rig.index('b.txt')).toBeNull()
})

it('does not run a filter before the project is trusted, and keeps what lies there', async () => {
  rig.git('config', 'filter.upper.clean', 'tr a-z A-Z')
  rig.git('config', 'filter.upper.smudge', 'tr A-Z a-z')
  writeFileSync(rig.file('.gitattributes'), '*.txt filter=upper\n')
  writeFileSync(rig.file('a.txt'), 'one\nTwo\nthree\n')
  const kept = await rig.revert('a.txt', [{ hunk: 0 }])
  expect(readFileSync(rig.file('a.txt'), 'utf8')).toBe('one\ntwo\nthree\n')
  await rig.restore(kept)
  expect(readFileSync(rig.file('a.txt'), 'utf8')).toBe('one\nTwo\nthree\n')
})
