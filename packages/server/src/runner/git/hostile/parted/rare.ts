// What is rare in a checkout: files that git converts or refuses, lines that are staged, names that changed, what git was
// told not to look at. For tests only.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { FilePick } from '../../../review-port.ts'
import { cleanly, type Step } from './branches.ts'
import { committed, filtered, keeping, threadId, unharmedly, type Scene } from '../scene.ts'

const looking = (scene: Scene) => ({ ...cleanly(scene), threadId, base: null })
const write = (scene: Scene, file: string, content: string) =>
  writeFileSync(join(cleanly(scene).path, file), content)
/** In the worktree, as somebody who has nothing hostile run. */
const plainly = (scene: Scene, ...args: string[]) =>
  unharmedly(scene.place, args, cleanly(scene).path)

async function picksOf(
  scene: Scene,
  scope: 'staged' | 'unstaged',
  file: string,
): Promise<FilePick[]> {
  const ask = { ...looking(scene), between: { scope }, most: 1000 }
  const { files } = await scene.runner.review.changes(ask)
  return files
    .filter(({ path }) => path === file)
    .map(({ path, from, version }) => ({ path, version, ...(from === null ? {} : { from }) }))
}

/** All of a file, or a hunk of it. */
async function staging(
  scene: Scene,
  action: 'stage' | 'unstage' | 'revert',
  file: string,
  hunks?: FilePick['hunks'],
): Promise<void> {
  const picks = await picksOf(scene, action === 'unstage' ? 'staged' : 'unstaged', file)
  expect(picks).toHaveLength(1)
  const files = picks.map((pick) => ({ ...pick, hunks }))
  const ask = { ...looking(scene), ...keeping(), files }
  const { review } = scene.runner
  await (action === 'revert' ? review.revert(ask) : review.stage({ ...ask, action }))
}

const firstHunk = [{ hunk: 0 }]
const crlf = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('')

export const rare: readonly Step[] = [
  [
    'a hunk of a file whose ends of line git converts',
    async (scene) => {
      committed(scene, cleanly(scene).path, { 'ends.c': crlf('one', 'two') })
      committed(scene, cleanly(scene).path, { '.gitattributes': '*.c text=auto\n' })
      write(scene, 'ends.c', crlf('one', 'three'))
      await staging(scene, 'stage', 'ends.c', firstHunk).catch(filtered)
      write(scene, 'ends.c', crlf('one', 'four'))
      await staging(scene, 'revert', 'ends.c', firstHunk).catch(filtered)
    },
  ],
  [
    'what stands in the index alone',
    async (scene) => {
      write(scene, 'own.txt', 'staged alone\n')
      plainly(scene, 'add', 'own.txt')
      write(scene, 'own.txt', 'and then this\n')
      await staging(scene, 'stage', 'own.txt').catch(filtered)
      plainly(scene, 'reset', '-q', '--hard')
    },
  ],
  [
    'a name that was changed, and an index that does without files',
    async (scene) => {
      plainly(scene, 'mv', 'own.txt', 'renamed.txt')
      await staging(scene, 'unstage', 'renamed.txt')
      plainly(scene, 'reset', '-q', '--hard')
      write(scene, 'last.txt', 'staged\n')
      plainly(scene, 'add', 'last.txt')
      plainly(scene, 'update-index', '--skip-worktree', 'last.txt')
      await staging(scene, 'unstage', 'last.txt')
      plainly(scene, 'rm', '-q', '--cached', 'theirs.txt')
      scene.place.plain(['config', 'core.sparseCheckout', 'true'])
      const rules = plainly(
        scene,
        'rev-parse',
        '--path-format=absolute',
        '--git-path',
        'info/sparse-checkout',
      )
      mkdirSync(dirname(rules), { recursive: true })
      writeFileSync(rules, '/*\n')
      await staging(scene, 'unstage', 'theirs.txt')
      scene.place.plain(['config', '--unset', 'core.sparseCheckout'])
      plainly(scene, 'update-index', '--no-skip-worktree', 'last.txt')
      plainly(scene, 'reset', '-q', '--hard')
    },
  ],
  [
    'a file that is no text',
    async (scene) => {
      write(scene, 'bytes', 'a\0b')
      plainly(scene, 'add', 'bytes')
      const between = { scope: 'staged' } as const
      const how = { context: 3, ignoreSpace: false, whole: false }
      const ask = { ...looking(scene), between, ...how, file: 'bytes', from: null }
      expect(await scene.runner.review.diff(ask)).toMatchObject({ after: { bytes: 3 } })
    },
  ],
  [
    'a base that only git can tell, and commits that it has taken over',
    async (scene) => {
      const { review } = scene.runner
      const began = scene.place.plain(['rev-parse', 'begun'])
      plainly(scene, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
      for (const [name, from] of [
        ['alias', 0],
        ['main', 0],
        ['main', 50],
      ] as const)
        await review.commits({ ...looking(scene), base: { name, began }, limit: 50, from })
    },
  ],
  [
    'checkpoints of files that git refuses or is not to look at, and of rules that changed',
    async (scene) => {
      const { checkpoints } = scene.runner
      const ask = cleanly(scene)
      plainly(scene, 'update-index', '--assume-unchanged', 'last.txt')
      write(scene, 'last.txt', 'changed unseen\n')
      write(scene, '.gitattributes', '*.txt text\n*.u16 working-tree-encoding=UTF-16\n')
      write(scene, 'refused.u16', 'no such encoding\n')
      write(scene, '.gitignore', 'built\n')
      write(scene, 'built', 'built\n')
      await checkpoints.forget(ask)
      const { commit } = await checkpoints.capture({ ...ask, name: '1/before' })
      write(scene, '.gitignore', '\n')
      write(scene, 'own.txt', 'by a turn\n')
      const after = await checkpoints.capture({ ...ask, name: '1/after' })
      const between = { repository: ask.repository, from: commit, to: after.commit }
      const { signal } = new AbortController()
      const told = await checkpoints.lines({ ...between, but: [], signal })
      expect(told.files.map(({ path }) => path)).toContain('own.txt')
      await checkpoints.restore({ ...ask, name: 'rewind', to: commit })
      plainly(scene, 'update-index', '--no-assume-unchanged', 'last.txt')
    },
  ],
]
