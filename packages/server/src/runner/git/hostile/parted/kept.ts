// Worktrees that hold what is hard to keep, kept and made again; and what was kept, let go of before its time and after. For
// tests only.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { worktree, type Step } from './branches.ts'
import { committed, keeping, unharmedly, type Scene } from '../scene.ts'

const hard = worktree(3)
/** Bytes. So large a file goes from git straight into its place. */
const moreThanABatch = (32 << 20) + 1

const plainly = (scene: Scene, ...args: string[]) => unharmedly(scene.place, args, hard(scene).path)

function write(scene: Scene, file: string, content: string): void {
  const path = join(hard(scene).path, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

const keep = (scene: Scene) => {
  const { threadId, branch, repository, path } = hard(scene)
  const { owner } = keeping()
  return { repository, path, keep: { threadId, branch, owner, title: 'hard' } }
}

const again = (scene: Scene) => {
  const commit = scene.place.plain(['rev-parse', 'main'])
  return scene.runner.worktrees.restore({ ...hard(scene), commit })
}

/** A repository of its own with a commit that is nowhere else. */
function repositoryAt({ place }: Scene, path: string): void {
  mkdirSync(path, { recursive: true })
  place.plain(['init', '-q'], path)
  unharmedly(place, ['commit', '-q', '--allow-empty', '-m', 'inside'], path)
}

export const hardToKeep: readonly Step[] = [
  [
    'what is at stake: repositories inside, and a name that git refuses',
    async (scene) => {
      const { worktrees } = scene.runner
      const { path } = hard(scene)
      const made = await worktrees.create({ ...hard(scene), base: 'main' })
      expect(made).toMatchObject({ kind: 'ready' })
      committed(scene, path, { '.gitignore': 'ignored\n' })
      repositoryAt(scene, join(path, 'ignored/inside'))
      repositoryAt(scene, join(path, 'linked'))
      plainly(scene, 'add', 'linked')
      plainly(scene, 'commit', '-q', '-m', 'linked')
      write(scene, 'odd/.Git', 'refused\n')
      expect(await worktrees.atStake(hard(scene))).toMatchObject({
        refused: { entries: [{ path: 'odd/.Git', reason: 'name', kept: true }] },
      })
      for (const name of ['ignored', 'linked', 'odd']) rmSync(join(path, name), { recursive: true })
      plainly(scene, 'rm', '-q', '--cached', 'linked')
      plainly(scene, 'commit', '-q', '-m', 'no longer linked')
    },
  ],
  [
    'kept while it is archived, and put back over what is there',
    async (scene) => {
      const { worktrees } = scene.runner
      const { threadId } = hard(scene)
      plainly(scene, 'update-index', '--assume-unchanged', 'theirs.txt')
      write(scene, 'theirs.txt', 'changed unseen\n')
      await worktrees.keepArchived(keep(scene))
      await again(scene)
      const ref = `refs/a-parallel/archived/${threadId}`
      const whole = scene.place.plain(['rev-parse', ref])
      const gitDir = plainly(scene, 'rev-parse', '--absolute-git-dir')
      writeFileSync(join(gitDir, 'a-parallel-putting-back'), whole)
      write(scene, 'lines.txt', 'written after a server died\n')
      await again(scene)
      expect(scene.place.plain(['for-each-ref', ref])).toBe('')
    },
  ],
  [
    'torn down where something else stands by now',
    async (scene) => {
      const { worktrees } = scene.runner
      await worktrees.keepArchived(keep(scene))
      write(scene, 'staged.txt', 'staged\n')
      plainly(scene, 'add', 'staged.txt')
      await worktrees.forgetArchived({ ...keep(scene), tornDown: true })
    },
  ],
  [
    'removed, and made again without its branch',
    async (scene) => {
      const { branch, path } = hard(scene)
      const large = join(path, 'large')
      writeFileSync(large, Buffer.alloc(moreThanABatch))
      await scene.runner.worktrees.remove(keep(scene))
      unharmedly(scene.place, ['update-ref', '-d', `refs/heads/${branch}`])
      expect(await again(scene)).toMatchObject({ kind: 'ready', branch })
      expect(plainly(scene, 'status', '--porcelain')).toContain('A  staged.txt')
      expect(statSync(large).size).toBe(moreThanABatch)
      rmSync(large)
    },
  ],
  [
    'a branch that was set elsewhere from outside',
    async (scene) => {
      const { worktrees } = scene.runner
      const ask = hard(scene)
      unharmedly(scene.place, ['update-ref', `refs/heads/${ask.branch}`, 'begun'])
      expect(await worktrees.look({ ...ask, hasAgent: false })).toMatchObject({
        code: 'branch_moved',
      })
      await again(scene)
    },
  ],
  [
    'what was thrown away, let go of',
    async (scene) => {
      const { review } = scene.runner
      const { repository } = hard(scene)
      const { owner } = keeping()
      const [first, second] = await review.kept({ repository, owner })
      if (!first || !second) throw new Error('nothing was kept')
      await review.dropKept({ repository, owner, ids: [first.id] })
      pastItsTime(scene, second)
      await review.sweepKept(repository)
      const left = await review.kept({ repository, owner })
      expect(left.map(({ id }) => id)).not.toContain(second.id)
    },
  ],
  [
    'a ready checkout whose base goes on',
    async (scene) => {
      await scene.ready.tend()
      committed(scene, scene.place.root, { 'src/a.txt': 'and on\n' })
      await scene.ready.tend()
    },
  ],
]

/** As it stands once a month is over. */
function pastItsTime({ place }: Scene, { id, threadId }: { id: string; threadId: string }): void {
  const ref = `refs/a-parallel/trash/${threadId}/${id}`
  const note: unknown = JSON.parse(place.plain(['log', '-1', '--format=%s', ref]))
  const said = JSON.stringify({ ...Object(note), until: new Date(0).toISOString() })
  const made = unharmedly(place, ['commit-tree', '-m', said, `${ref}^{tree}`])
  unharmedly(place, ['update-ref', ref, made])
}
