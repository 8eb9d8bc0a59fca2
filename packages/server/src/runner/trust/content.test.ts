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
  expect(await contentOf(file)).toEqual({ text: '#!/bin/sh\n', executable: true })
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
