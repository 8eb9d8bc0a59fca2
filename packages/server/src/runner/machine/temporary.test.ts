import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { removeOldFolders } from './temporary.ts'

it('removes old folders of ours, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'temporary-'))
  const now = Date.now()
  const make = (name: string, hours: number) => {
    mkdirSync(join(folder, name, 'inside'), { recursive: true })
    const at = now / 1000 - hours * 3600
    utimesSync(join(folder, name), at, at)
    return () => existsSync(join(folder, name))
  }
  const left = make('a-parallel-kept-abcDE1', 7)
  const leftIndex = make('a-parallel-index-abcDE1', 7)
  const leftBorrowing = make('a-parallel-borrowing-abcDE1', 7)
  const leftRules = make('a-parallel-rules-abcDE1', 7)
  const stays = [
    make('a-parallel-kept-abcDE2', 1),
    make('a-parallel-keptabcDE3', 7),
    make('a-parallel-kept-abcDE3-mine', 7),
    make('other', 7),
  ]
  try {
    await removeOldFolders(folder, now)
    expect([left(), leftIndex(), leftBorrowing()]).toEqual([false, false, false])
    expect(leftRules()).toBe(false)
    expect(stays.map((stands) => stands())).toEqual([true, true, true, true])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
