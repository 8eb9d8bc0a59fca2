import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contentOf } from './content.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-content-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('gives what a file holds, and nothing where there is none', async () => {
  const file = join(folder, 'hook')
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 })
  expect(await contentOf(file)).toEqual({ text: '#!/bin/sh\n', executable: true, cut: false })
  expect(await contentOf(join(folder, 'none'))).toBeNull()
  expect((await contentOf(folder))?.executable).toBe(false)
})

it('knows a large file by all of it, however alike the beginning is', async () => {
  const file = join(folder, 'hook')
  const seen = new Set<string | undefined>()
  const look = async () => seen.add((await contentOf(file))?.text)
  for (const end of ['one', 'two', 'six']) {
    writeFileSync(file, 'x')
    truncateSync(file, 9 << 20)
    appendFileSync(file, end)
    await look()
    const { mtimeMs } = statSync(file)
    await expect.poll(() => Date.now() - mtimeMs).toBeGreaterThan(200)
    await look()
  }
  expect(seen.size).toBe(3)
})

it('reads nothing that is too long, and never takes it for the same', async () => {
  const file = join(folder, 'hook')
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 })
  const bytes = (256 << 20) + 1
  truncateSync(file, bytes)
  const found = await Promise.all([contentOf(file), contentOf(file)])
  for (const content of found) {
    expect(content).toMatchObject({ executable: true, cut: true })
    expect(content?.text).toContain(`(${bytes} >`)
  }
  expect(new Set(found.map((content) => content?.text)).size).toBe(2)
})

it('digests a large file once for all that ask at the same time', async () => {
  const file = join(folder, 'hook')
  writeFileSync(file, 'x')
  truncateSync(file, 9 << 20)
  const { mtimeMs } = statSync(file)
  await expect.poll(() => Date.now() - mtimeMs).toBeGreaterThan(200)
  const found = await Promise.all([contentOf(file), contentOf(file), contentOf(file)])
  expect(new Set(found.map((content) => content?.text)).size).toBe(1)
})
