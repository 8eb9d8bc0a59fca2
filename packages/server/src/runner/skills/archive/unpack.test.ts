// What hostile archives would do, and that nothing comes of it.
import { Problem } from '@a-parallel/contract/model'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { madeTar, madeTarGz, madeZip, type MadeEntry } from './made-archives.ts'
import { plainPath } from './rules.ts'
import { unpack } from './unpack.ts'

const reasonOf = async (bytes: Buffer): Promise<unknown> => {
  try {
    const files = await unpack(bytes)
    return files.map(({ path }) => path)
  } catch (cause) {
    return cause instanceof Problem ? cause.values['reason'] : cause
  }
}

const good: MadeEntry = { name: 'greet/SKILL.md', text: '---\nname: greet\n---\nHi\n' }
const packers = [
  ['zip', madeZip],
  ['tar', madeTar],
  ['tar.gz', madeTarGz],
] as const

describe.each(packers)('a %s', (_, pack) => {
  it('gives its files, with what may be run, and leaves out what is not meant', async () => {
    const files = await unpack(
      pack([
        good,
        { name: 'greet/run.sh', text: '#!/bin/sh\n', mode: 0o100755 },
        { name: 'greet/.git/config', text: 'x' },
        { name: '__MACOSX/greet', text: 'x' },
      ]),
    )
    expect(
      files.map(({ path, executable, bytes }) => [path, executable, bytes.byteLength]),
    ).toEqual([
      ['greet/SKILL.md', false, 23],
      ['greet/run.sh', true, 10],
    ])
  })

  it.each([
    ['a way up', '../../.bashrc'],
    ['a way up inside', 'greet/../../x'],
    ['an absolute path', '/etc/cron.d/x'],
    ['a drive', 'C:\\Windows\\x'],
    ['a drive with slashes', 'C:/Windows/x'],
    ['backslashes', '..\\..\\x'],
    ['a newline', 'greet/a\nb'],
    ['a trailing dot', 'greet/x.'],
    ['an empty segment', 'greet//x'],
    ['a deep one', 'a/'.repeat(30) + 'x'],
  ])('with %s is refused', async (_name, name) => {
    expect(await reasonOf(pack([good, { name, text: 'x' }]))).toBe('path')
  })

  it('with the same path twice is refused, whatever its case', async () => {
    expect(await reasonOf(pack([good, { ...good, name: 'greet/skill.MD' }]))).toBe('twice')
  })

  it.each([
    ['greet', 'a file where a folder is'],
    ['Greet/x', 'a folder of another case'],
    ['greet/SKILL.md/x', 'a folder where a file is'],
  ])('with %s, %s, is refused', async (name) => {
    expect(await reasonOf(pack([good, { name, text: 'x' }]))).toBe('twice')
  })

  it('with too many files is refused', async () => {
    const many = Array.from({ length: 2_001 }, (_none, index) => ({ name: `greet/${index}` }))
    expect(await reasonOf(pack(many))).toBe('files')
  })
})

it.each([
  ['a link to the root', madeZip([{ name: 'a', text: '/', mode: 0o120777 }]), 'link'],
  ['a device', madeZip([{ name: 'a', mode: 0o020666 }]), 'special'],
  ['a link to the root', madeTar([{ name: 'a', type: 'SymbolicLink', linkpath: '/' }]), 'link'],
  ['a hard link', madeTar([{ name: 'a', type: 'Link', linkpath: '/etc/passwd' }]), 'link'],
  ['a device', madeTar([{ name: 'a', type: 'CharacterDevice' }]), 'special'],
  ['a pipe', madeTarGz([{ name: 'a', type: 'FIFO' }]), 'special'],
  ['what is of no known kind', madeTar([good, { name: 'a', type: 'SolarisACL' }]), 'special'],
  ['a lie about its size', madeZip([{ name: 'a', text: 'x'.repeat(5_000), claims: 1 }]), 'broken'],
  ['a tar.gz that is packed once more', gzipSync(madeTarGz([good])), 'unknown'],
  ['half a zip', madeZip([good]).subarray(0, 60), 'broken'],
  ['half a tar.gz', madeTarGz([good]).subarray(0, 60), 'broken'],
  ['something else', Buffer.from('hello, I am no archive'), 'unknown'],
  ['nothing', Buffer.alloc(0), 'unknown'],
])('%s is refused', async (_, bytes, reason) => {
  expect(await reasonOf(bytes)).toBe(reason)
})

it.each([
  ['a zip', () => madeZip([{ name: 'a', text: Buffer.alloc(20 << 20) }]), 'ratio'],
  ['a tar.gz', () => madeTarGz([{ name: 'a', text: Buffer.alloc(20 << 20) }]), 'ratio'],
  ['gzip around no tar', () => gzipSync(Buffer.alloc(80 << 20)), 'bytes'],
])('%s that is a bomb is refused', async (_, make, reason) => {
  expect(await reasonOf(make())).toBe(reason)
})

it.each([
  ['./greet/SKILL.md', 'greet/SKILL.md'],
  ['greet/', 'greet/'],
  ['./', null],
  ['greet/.git/hooks/x', null],
])('%s is written as %s', (given, path) => {
  expect(plainPath(given)).toBe(path)
})
