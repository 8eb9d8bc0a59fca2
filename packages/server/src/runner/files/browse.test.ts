import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { browse } from './browse.ts'

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'browse-')))
})
afterEach(() => rm(folder, { recursive: true }))

describe('browsing', () => {
  it('lists folders by name, knows repositories, hidden ones and links, and leaves files out', async () => {
    await mkdir(join(folder, 'b10'))
    await mkdir(join(folder, 'b9/.git'), { recursive: true })
    await mkdir(join(folder, '.hidden'))
    await writeFile(join(folder, 'file'), '')
    await symlink(join(folder, 'b9'), join(folder, 'link'))
    await symlink('/nowhere/at/all', join(folder, 'dangling'))
    const listing = await browse(folder)
    expect(listing.entries.map((entry) => entry.name)).toEqual(['.hidden', 'b9', 'b10', 'link'])
    expect(listing.entries.map((entry) => entry.isRepository)).toEqual([false, true, false, true])
    expect(listing.entries[0]?.hidden).toBe(true)
    expect(listing.parent).toBe(join(folder, '..'))
  })

  it('says what is wrong with a path', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(browse(join(folder, 'nope'))).rejects.toMatchObject({ code: 'path_missing' })
    await expect(browse(join(folder, 'file'))).rejects.toMatchObject({ code: 'path_not_directory' })
  })
})
