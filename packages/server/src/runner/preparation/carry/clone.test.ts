// Copy-on-write on a file system that can: a loop-mounted btrfs and XFS. Needs root and the tools that make them.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { makeRepository } from '../../git/test-repository.ts'
import { carry } from './carry.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const step of undo.splice(0).toReversed()) step()
})

function has(tool: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' })
    return process.platform === 'linux' && process.getuid?.() === 0
  } catch {
    return false
  }
}

function mounted(tool: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'clones-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  const image = join(folder, 'image')
  const place = join(folder, 'disk')
  mkdirSync(place)
  writeFileSync(image, '')
  truncateSync(image, 400 << 20)
  execFileSync(tool, ['-q', image], { stdio: 'ignore' })
  execFileSync('mount', ['-o', 'loop', image, place])
  undo.push(() => execFileSync('umount', ['--lazy', place]))
  return place
}

const bytes = 40 << 20

for (const tool of ['mkfs.btrfs', 'mkfs.xfs']) {
  it.skipIf(!has(tool))(`a folder on the file system of ${tool} takes no room [linux]`, () =>
    isCloned(tool),
  )
}

/** And it is another all the same. */
async function isCloned(tool: string): Promise<void> {
  const disk = mounted(tool)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = disk
  undo.push(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
  const { root, directory, git, exact } = makeRepository({ '.gitignore': 'node_modules/\n' })
  const worktree = join(directory, 'worktree')
  exact(['worktree', 'add', '-q', '-b', 'one', worktree])
  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'node_modules/large'), randomBytes(bytes))
  execFileSync('sync', ['-f', disk])
  const free = () => statfsSync(disk).bfree * statfsSync(disk).bsize
  const atFirst = free()
  const recipe = { folders: { link: ['node_modules'] } }
  const { things, left } = await carry(git, { repository: root, path: worktree, recipe }, 0o022)
  expect({ things, left }).toEqual({
    things: [{ path: 'node_modules', how: 'cloned', files: 1 }],
    left: [],
  })
  execFileSync('sync', ['-f', disk])
  expect(atFirst - free()).toBeLessThan(bytes / 4)
  writeFileSync(join(worktree, 'node_modules/large'), 'mine')
  expect(readFileSync(join(root, 'node_modules/large')).length).toBe(bytes)
}
