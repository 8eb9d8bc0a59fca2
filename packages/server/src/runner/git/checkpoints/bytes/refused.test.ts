// Files that git refuses, since it cannot convert them on their way in or out: a checkpoint holds them all the same, and gives
// everything else back whatever becomes of one.
import { chmodSync, mkdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { writeBytes } from '../../conversion/scenes.ts'
import type { Git } from '../../core.ts'
import { openCheckpointRig, type CheckpointRig } from '../checkpoint-rig.ts'

let rig: CheckpointRig
afterEach(() => rig.repository.remove())

const put = (name: string, bytes: string) => writeBytes(rig.ask.path, name, bytes)
const read = (name: string) => readFileSync(rig.file(name), 'latin1')
const take = async (name: string) => (await rig.capture(name)).commit
const held = (commit: string, path: string) =>
  rig.repository.exact(['cat-file', 'blob', `${commit}:${path}`], rig.ask.path)
const filter = (settings: Record<string, string>) => {
  for (const [name, value] of Object.entries(settings))
    rig.git('config', '--global', `filter.own.${name}`, value)
}

/** The same, and how often each git of ours was asked. */
async function counted(name: string) {
  const asked = new Map<string, number>()
  const git: Git = (args, options) => {
    asked.set(options.name, (asked.get(options.name) ?? 0) + 1)
    return rig.repository.git(args, options)
  }
  return { ...(await rig.capture(name, git)), asked }
}

interface Refused {
  attributes: string
  settings?: Record<string, string>
  bytes: readonly [string, string]
}

const refused: Record<string, Refused> = {
  'UTF-16 without a mark of its order': {
    attributes: '*.txt working-tree-encoding=UTF-16\n',
    bytes: ['o\0n\0\n\0', 't\0w\0\n\0'],
  },
  'no UTF-16 at all, in lines that end by CR LF': {
    attributes: '*.txt text working-tree-encoding=UTF-16\n',
    bytes: ['one\r\n', 'two\r\n'],
  },
  'a mark where none may be': {
    attributes: '*.txt text working-tree-encoding=UTF-16LE\n',
    bytes: ['\xff\xfeo\0', '\xff\xfet\0'],
  },
  'half a letter': {
    attributes: '*.txt working-tree-encoding=UTF-16\n',
    bytes: ['\xfe\xff\0o\0', '\xfe\xff\0t\xd8'],
  },
  'an encoding that nobody knows': {
    attributes: '*.txt working-tree-encoding=NO-SUCH\n',
    bytes: ['one\n', '\xe9\n'],
  },
  'a filter that is needed and fails': {
    attributes: '*.txt filter=own\n',
    settings: { clean: 'false', smudge: 'tr a-z A-Z', required: 'true' },
    bytes: ['one\n', 'two\n'],
  },
}

describe('on the way in', () => {
  it.each(Object.entries(refused))(
    '%s: comes back to the byte',
    async (_, { attributes, settings = {}, bytes: [first, second] }) => {
      rig = await openCheckpointRig({ 'README.md': 'hello\n' })
      filter(settings)
      mkdirSync(rig.file('deep'))
      put('.gitattributes', attributes)
      for (const name of ["it's a\nname.txt", 'b.txt', 'deep/c.txt']) put(name, first)
      // Its time never tells git whether it was written since.
      utimesSync(rig.file("it's a\nname.txt"), 4e9, 4e9)
      chmodSync(rig.file('b.txt'), 0o755)
      const taken = [{ commit: await take('one/before'), files: rig.files() }]
      expect(held(taken[0]?.commit ?? '', 'deep/c.txt')).toBe(first)
      put('b.txt', second)
      put('README.md', 'changed\n')
      rmSync(rig.file('deep/c.txt'))
      taken.push({ commit: await take('one/after'), files: rig.files() })
      rmSync(rig.file('.gitattributes'))
      put('b.txt', 'now as any other\n')
      taken.push({ commit: await take('two/after'), files: rig.files() })
      const rest = rig.untouched()
      for (const [index, at] of [0, 1, 2, 0, 2, 1, 0].entries()) {
        const { commit, files } = taken[at] ?? { commit: '', files: {} }
        const before = rig.files()
        const { safety, left } = await rig.setBack(commit, `rewind-${index}`)
        expect([rig.files(), left]).toEqual([files, []])
        await rig.setBack(safety, `undo-${index}`)
        expect(rig.files()).toEqual(before)
        await rig.setBack(commit, `redo-${index}`)
      }
      expect(rig.untouched()).toEqual(rest)
    },
    120_000,
  )

  it('a file that git holds already comes back too', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n' })
    filter({ clean: 'tr a-z A-Z', smudge: 'tr A-Z a-z', required: 'true' })
    put('.gitattributes', '*.txt filter=own\n')
    for (const name of ['a.txt', 'b.txt']) put(name, 'mine\n')
    rig.git('add', '-A')
    rig.git('commit', '-q', '-m', 'filtered')
    filter({ clean: 'false' })
    const taken = [{ commit: await take('one/before'), files: rig.files() }]
    put('a.txt', 'changed\n')
    taken.push({ commit: await take('one/after'), files: rig.files() })
    for (const [index, { commit, files }] of [...taken, ...taken].entries()) {
      expect(await rig.setBack(commit, `rewind-${index}`)).toMatchObject({ left: [] })
      expect(rig.files()).toEqual(files)
    }
  })

  it('all others are what git makes of them, and are taken in once', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n' })
    put('.gitattributes', '*.txt working-tree-encoding=UTF-16\n')
    put('good.txt', '\xfe\xff\0o\0\n')
    for (let index = 0; index < 20; index += 1) put(`${index}.txt`, `${index}\n`)
    put('plain.md', 'plain\n')
    // Long before: git sees by itself what is written to them afterwards.
    for (const name of Object.keys(rig.files())) utimesSync(rig.file(name), 1e9, 1e9)
    const first = await take('one/before')
    expect([held(first, 'good.txt'), held(first, '7.txt')]).toEqual(['o\n', '7\n'])
    const same = await counted('one/after')
    expect(rig.git('rev-parse', `${same.commit}^{tree}`)).toBe(
      rig.git('rev-parse', `${first}^{tree}`),
    )
    expect(same.asked.get('checkpoint-add')).toBe(1)
    chmodSync(rig.file('7.txt'), 0o755)
    const { commit } = await counted('two/after')
    expect(rig.git('ls-tree', commit, '7.txt')).toMatch(/^100755 /)
  })
})

describe('on the way out, since a filter that it needs fails,', () => {
  const working = { clean: 'tr a-z A-Z', smudge: 'tr A-Z a-z', required: 'true' }
  const fails = { ...working, smudge: 'false' }

  it('is written as it lay there, and the filter is not asked', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n' })
    filter(fails)
    put('.gitattributes', '*.txt filter=own\n')
    put('f.txt', 'Mine\n')
    put('gone.txt', 'Gone\n')
    const files = rig.files()
    const commit = await take('one/before')
    put('f.txt', 'other\n')
    rmSync(rig.file('gone.txt'))
    put('README.md', 'changed\n')
    const after = rig.files()
    const { safety, left } = await rig.setBack(commit)
    expect([rig.files(), left]).toEqual([files, []])
    expect(await rig.setBack(safety, 'undo')).toMatchObject({ left: [] })
    expect(rig.files()).toEqual(after)
  })

  it('is what it was where the attributes of now alone name the filter', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n', 'a.txt': 'a\n', 'b.txt': 'b\n' })
    filter(fails)
    const [files, commit] = [rig.files(), await take('one/before')]
    put('.gitattributes', '*.txt filter=own\n')
    put('a.txt', 'other\n')
    const after = rig.files()
    const { safety, left } = await rig.setBack(commit)
    expect([rig.files(), left]).toEqual([files, []])
    expect(await rig.setBack(safety, 'undo')).toMatchObject({ left: [] })
    expect(rig.files()).toEqual(after)
  })

  it('is left where git had written it so far, and told of; all others are set back', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n', 'gone.md': 'gone\n' })
    filter(working)
    put('.gitattributes', '*.txt filter=own\n')
    for (const name of ['a.txt', 'b.txt']) put(name, 'mine\n')
    const commit = await take('one/before')
    put('a.txt', 'other\n')
    rmSync(rig.file('b.txt'))
    rmSync(rig.file('gone.md'))
    for (const name of ['README.md', 'new.md']) put(name, 'changed\n')
    filter(fails)
    const before = rig.files()
    const { safety, left, changed } = await rig.setBack(commit)
    expect([left.toSorted(), changed]).toEqual([['a.txt', 'b.txt'], 3])
    expect([read('a.txt'), read('README.md'), read('gone.md')]).toEqual([
      'other\n',
      'hello\n',
      'gone\n',
    ])
    await rig.setBack(safety, 'undo')
    expect(rig.files()).toEqual(before)
    filter(working)
    expect(await rig.setBack(commit, 'again')).toMatchObject({ left: [] })
    expect([read('a.txt'), read('b.txt')]).toEqual(['mine\n', 'mine\n'])
  })
})
