// Whatever is thrown away can be had back, to the byte, and nothing else is touched.
import fc from 'fast-check'
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

type Step = {
  act: 'stage' | 'unstage' | 'revert' | 'write'
  file: number
  hunk: number
  whole: boolean
  line: number
}

const names = ['a.ts', 'new.txt', 'run.sh']
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('stage', 'unstage', 'revert', 'write'),
  file: fc.integer({ min: 0, max: names.length - 1 }),
  hunk: fc.integer({ min: 0, max: 2 }),
  whole: fc.boolean(),
  line: fc.integer({ min: 0, max: 20 }),
})

/** Does it if there is such a change; tells what was kept. */
async function perform({ act, file, hunk, whole, line }: Step) {
  const path = names[file] ?? ''
  if (act === 'write') {
    const old = existsSync(rig.file(path)) ? readFileSync(rig.file(path), 'latin1').split('\n') : []
    return write(
      path,
      old.toSpliced(line % (old.length + 1), hunk, `n${line}`, '\xff\r').join('\n'),
    )
  }
  const scope = act === 'unstage' ? 'staged' : 'unstaged'
  const found = (await rig.list(scope)).files.find((one) => one.path === path)
  if (!found) return undefined
  const { hunks } = await rig.diff(scope, path)
  const at = hunks[hunk % Math.max(1, hunks.length)]
  const changed = at?.lines.flatMap((each, index) => (/^[-+]/.test(each) ? [index] : [])) ?? []
  const one = changed[line % Math.max(1, changed.length)]
  const picks =
    at && one !== undefined
      ? [{ hunk: hunks.indexOf(at), ...(whole ? {} : { lines: [one] }) }]
      : undefined
  return rig[act](path, whole && line % 2 === 0 ? undefined : picks)
}

const isLong = process.env['A_PARALLEL_TEST'] === 'long'
const within = isLong ? 1_200_000 : 300_000

/** What a path holds, a character for a byte; null: nothing. */
type Held = Record<string, { file: string | null; index: string | null }>

function heldNow(): Held {
  const held = (path: string) => ({
    file: existsSync(rig.file(path)) ? readFileSync(rig.file(path), 'latin1') : null,
    index: rig.index(path),
  })
  return Object.fromEntries(names.map((path) => [path, held(path)]))
}

/** What was kept of a path, under any of the hidden refs. */
function keptOf(path: string): string[] {
  const refs = rig.git('for-each-ref', '--format=%(objectname)', 'refs/a-parallel/trash')
  const commits = refs.split('\n').filter((commit) => commit !== '')
  return commits
    .filter((commit) => rig.git('ls-tree', '--name-only', commit, '--', path) !== '')
    .map((commit) => rig.repository.exact(['cat-file', 'blob', `${commit}:${path}`]))
}

/**
 * Each file is there as it was: as a file, staged, committed or kept. So is what was staged, or at least each line of it:
 * the index is put together of lines, hunk by hunk, and can be put together of them again.
 */
function expectAllThere(earlier: readonly Held[]): void {
  const now = heldNow()
  for (const path of names) {
    const committed = Object.entries(seed).flatMap(([name, held]) => (name === path ? [held] : []))
    const { file, index } = now[path]!
    const there = [file, index, ...committed, ...keptOf(path)].filter((held) => held !== null)
    const lines = new Set(there.flatMap((held) => held.split('\n')))
    for (const held of earlier) {
      const before = held[path]!
      if (before.file !== null) expect(there, path).toContain(before.file)
      const staged = before.index?.split('\n') ?? []
      expect(
        staged.filter((line) => !lines.has(line)),
        path,
      ).toEqual([])
    }
  }
}

it(
  'any sequence leaves every earlier byte of files and index, and can be undone',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
        const undo: { kept: Parameters<StageRig['restore']>[0]; before: Record<string, string> }[] =
          []
        write('a.ts', both)
        write('new.txt', 'one\ntwo\nthree')
        // What is written over by somebody else is theirs to keep.
        let earlier = [heldNow()]
        for (const each of steps) {
          const before = files()
          if (each.act === 'write') expectAllThere(earlier)
          const kept = await perform(each)
          if (each.act === 'revert' && kept && 'id' in Object(kept))
            undo.push({ kept: kept as never, before }) // Revert gives what was kept.
          else if (each.act === 'write') undo.length = 0
          else expect(files()).toEqual(before)
          earlier = each.act === 'write' ? [heldNow()] : [...earlier, heldNow()]
        }
        expectAllThere(earlier)
        for (const { kept, before } of undo.toReversed()) {
          await rig.restore(kept)
          expect(files()).toEqual(before)
        }
        expect(rig.git('fsck', '--no-dangling', '--no-progress')).toBe('')
      }),
      { numRuns: isLong ? 60 : 6, ...(isLong ? {} : { seed: 7 }) },
    )
  },
  within,
)
