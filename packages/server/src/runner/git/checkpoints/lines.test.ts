// What commands changed between two checkpoints, line by line: no more than its share of what is endless, nothing that is
// ignored or no text, and no program of the repository runs for it.
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ThreadId } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localCheckpoints } from '../../local/checkpoints.ts'
import type { Git } from '../core.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'

let repository: TestRepository
let checkpoints: ReturnType<typeof localCheckpoints>
let calls: string[]
const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.

const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, at) => `${word} ${at}\n`).join('')

function open(objectFormat: 'sha1' | 'sha256'): void {
  const seed = {
    'birds.txt': 'heron\nstork\n',
    'long.txt': numbered(20, 'row'),
    '.gitignore': 'dist\n',
  }
  repository = makeRepository(seed, objectFormat)
  calls = []
  const git: Git = (args, options) => {
    calls.push(options.name)
    return repository.git(args, options)
  }
  const untrusted = () => Promise.resolve(false)
  checkpoints = localCheckpoints(git, join(repository.directory, 'indexes'), untrusted)
}

beforeEach(() => open('sha1'))
afterEach(() => repository.remove())

const file = (name: string) => join(repository.root, name)
async function capture(name: string): Promise<string> {
  const ask = { repository: repository.root, path: repository.root, threadId, ownsCheckout: false }
  return (await checkpoints.capture({ ...ask, name })).commit
}

/** What is told of what happens to the files meanwhile. */
async function linesOf(change: () => void, but: string[] = [], signal?: AbortSignal) {
  const from = await capture('before')
  change()
  const to = await capture('after')
  calls = []
  const ending = signal ?? new AbortController().signal
  return checkpoints.lines({ repository: repository.root, from, to, but, signal: ending })
}

it.each(['sha1', 'sha256'] as const)('tells what was added and removed (%s)', async (format) => {
  repository.remove()
  open(format)
  const found = await linesOf(() => {
    writeFileSync(file('birds.txt'), 'stork\r\nibis')
    renameSync(file('long.txt'), file('moved.txt'))
    appendFileSync(file('moved.txt'), 'last\n')
    writeFileSync(file('odd "name\tñ.txt'), 'new\n')
    mkdirSync(file('dist'))
    writeFileSync(file('dist/made.txt'), 'ignored\n')
  })
  expect(found).toEqual({
    files: [
      { path: 'moved.txt', lines: ['+last'] },
      { path: 'odd "name\tñ.txt', lines: ['+new'] },
      { path: 'birds.txt', lines: ['-heron', '-stork', '+stork\r', '+ibis'] },
    ],
    omitted: 0,
  })
})

it('leaves out what is told of elsewhere, and asks git no more than which files they are', async () => {
  const edit = () => writeFileSync(file('birds.txt'), 'ibis\n')
  expect(await linesOf(edit, ['birds.txt'])).toEqual({ files: [], omitted: 0 })
  expect(calls).toEqual(['checkpoint-diff'])
})

it('tells of no bytes, no modes and no large files, and says what is left out', async () => {
  const found = await linesOf(() => {
    writeFileSync(file('picture.bin'), Buffer.from([0, 1, 2, 0]))
    writeFileSync(file('large.txt'), numbered(60_000, 'large'))
    rmSync(file('birds.txt'))
  })
  expect(found).toEqual({
    files: [{ path: 'birds.txt', lines: ['-heron', '-stork'] }],
    omitted: 2,
  })
})

it('cuts a huge change, and lets it take nothing from the small ones', async () => {
  const found = await linesOf(() => {
    writeFileSync(file('a-lock.json'), numbered(30_000, 'locked'))
    writeFileSync(file('b.min.js'), 'x'.repeat(100_000))
    for (let at = 0; at < 300; at += 1) writeFileSync(file(`many-${at}.txt`), `small ${at}\n`)
    writeFileSync(file('birds.txt'), 'ibis\n')
  })
  const letters = found.files
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + line.length, 0)
  expect(letters).toBeLessThanOrEqual(60_000)
  // Of 303 files the first 200 by their names are looked at; two of them are told of by their beginnings.
  expect([found.files.length, found.omitted]).toEqual([200, 105])
  const of = (path: string) => found.files.find((one) => one.path === path)?.lines ?? []
  expect(of('birds.txt')).toEqual(['-heron', '-stork', '+ibis'])
  expect(of('many-0.txt')).toEqual(['+small 0'])
  expect(of('b.min.js')).toEqual([`+${'x'.repeat(1_999)}`])
  expect(of('a-lock.json').slice(0, 2)).toEqual(['+locked 0', '+locked 1'])
  expect(of('a-lock.json').length).toBeLessThan(2_000)
})

it('tells of no more than fits where every file is long', async () => {
  const found = await linesOf(() => {
    for (let at = 0; at < 12; at += 1) writeFileSync(file(`long-${at}.txt`), numbered(900, 'word'))
  })
  const letters = found.files.map(({ path, lines }) => path.length + lines.join('').length)
  expect(Math.max(...letters)).toBeLessThan(17_000)
  expect(letters.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(60_000)
  expect(found.omitted).toBeGreaterThan(5)
})

it('runs no program that the repository names, whatever its files say', async () => {
  const ran = join(repository.directory, 'ran')
  for (const [key, value] of [
    ['diff.bad.command', `touch ${ran}; false`],
    ['diff.bad.textconv', `touch ${ran}; cat`],
    ['diff.external', `touch ${ran}; false`],
    ['diff.noprefix', 'true'],
    ['color.ui', 'always'],
  ] as const)
    repository.plain(['config', key, value])
  const found = await linesOf(() => {
    writeFileSync(file('.gitattributes'), '*.txt diff=bad\n')
    writeFileSync(file('birds.txt'), 'stork\n')
  })
  expect(found.files).toContainEqual({ path: 'birds.txt', lines: ['-heron'] })
  expect(existsSync(ran)).toBe(false)
})

it('ends with whoever asked, and waits for nobody who is gone', async () => {
  const ending = new AbortController()
  ending.abort()
  const asked = linesOf(() => writeFileSync(file('birds.txt'), 'ibis\n'), [], ending.signal)
  await expect(asked).rejects.toMatchObject({ code: 'aborted' })
})
