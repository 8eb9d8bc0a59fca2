// What is done beside the threads of a repository: it is cloned, begun, asked for its skills and templates, and worktrees
// wait in it. For tests only.
import type { CloneId, RunId } from '@a-parallel/shared'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect } from 'vitest'
import { clone } from '../../../adding/clone.ts'
import { initRepository } from '../../../adding/init.ts'
import { partedAt } from '../../../disk/parted.ts'
import { localHosting } from '../../../local/hosting.ts'
import { compareTexts } from '../../../skills/file/compare.ts'
import { fetchRepository } from '../../../skills/fetch.ts'
import { listSkills } from '../../../skills/list.ts'
import { markedPaths } from '../../../spares/marks.ts'
import { openCheckout } from '../../changes/checkout.ts'
import { readVersion } from '../../version.ts'
import { foldersOf } from '../../watch/folders.ts'
import { cleanly, worktree, type Step } from './branches.ts'
import { keeping, unharmedly } from '../scene.ts'
import type { Place } from '../steps.ts'

/** A repository without a commit that says the same of programs. */
function begun(place: Place): string {
  const { directory, root } = place
  const path = join(directory, 'begun')
  mkdirSync(path)
  place.plain(['init', '-q'], path)
  for (const part of ['config', 'config.worktree', 'hooks', 'info'])
    if (existsSync(join(root, '.git', part)))
      cpSync(join(root, '.git', part), join(path, '.git', part), { recursive: true, force: true })
  writeFileSync(join(path, 'a.txt'), 'a\n')
  return path
}

const waiting = worktree(4)

export const beyond: readonly Step[] = [
  [
    'a first commit, in a folder and in a repository that has none yet',
    async ({ place }) => {
      const { git, directory } = place
      const home = join(directory, 'home')
      const folder = join(directory, 'folder')
      mkdirSync(folder)
      writeFileSync(join(folder, 'a.txt'), 'a\n')
      await initRepository({ git, path: folder, home })
      const path = begun(place)
      await initRepository({ git, path, home }).catch((cause: unknown) =>
        expect(cause).toMatchObject({ code: 'init_refused' }),
      )
    },
  ],
  [
    'a clone of it',
    async ({ place }) => {
      const { git, directory, root } = place
      const ports = { git, home: join(directory, 'home'), notes: join(directory, 'notes') }
      const id = randomUUID() as CloneId // Of the right shape.
      const { owner } = keeping()
      const startedAt = '2026-01-01T00:00:00.000Z'
      const what = { id, owner, startedAt, from: root, into: directory, name: 'cloned' }
      const { signal } = new AbortController()
      await clone(ports, { ...what, onProgress: () => undefined, signal })
    },
  ],
  [
    'skills of it, and of it as it lies elsewhere',
    async ({ place }) => {
      const { git, directory, environment, root } = place
      await listSkills(git, environment, { repository: root, branch: 'main' })
      const { files } = await fetchRepository(git, directory, `ssh://far${root}`)
      expect(files.map(({ path }) => path)).toContain('lines.txt')
      const [before, after] = [Buffer.from('a\n'), Buffer.from('b\n')]
      expect(await compareTexts(git, directory, { before, after })).toHaveLength(1)
      await readVersion(git, root)
    },
  ],
  [
    'a template for pull requests',
    async (scene) => {
      const { path, branch } = cleanly(scene)
      const ask = { path, branch, base: 'main', usual: 'main', remote: 'origin' }
      const offered = await localHosting(scene.place.git, {}).offered(ask)
      expect(offered).toMatchObject({ template: 'Why' })
    },
  ],
  [
    'a branch that has nothing in common with its base',
    async ({ place }) => {
      const alone = unharmedly(place, ['commit-tree', '-m', 'alone', 'main^{tree}'])
      unharmedly(place, ['update-ref', 'refs/heads/alone', alone])
      const ask = { repository: place.root, branch: 'alone', base: 'main' }
      expect(await partedAt(place.git, ask)).toBe(alone)
    },
  ],
  [
    'folders that are watched',
    async (scene) => {
      const checkout = await openCheckout(scene.place.git, cleanly(scene))
      expect(await foldersOf(checkout)).toContain('src')
    },
  ],
  [
    'ignored files that are carried into a worktree',
    async (scene) => {
      const { repository, path } = cleanly(scene)
      scene.place.write('.env', 'SECRET=1\n')
      scene.place.write('.git/info/exclude', '.env\n')
      const recipe = { files: { copy: ['**/.env'] } }
      await scene.runner.preparation.carry({ repository, path, recipe })
      expect(existsSync(join(path, '.env'))).toBe(true)
    },
  ],
  [
    'a worktree that waits for its thread',
    async (scene) => {
      const { spares, place } = scene
      const ask = waiting(scene)
      const { owner } = keeping()
      const runId = randomUUID() as RunId // Of the right shape.
      await spares.make({ ...ask, owner, runId, base: 'main' })
      const { commit } = (await spares.current(ask.threadId)) ?? {}
      expect(commit).toBe(place.plain(['rev-parse', 'main']))
      await markedPaths(place.git, { ...ask, base: 'main' })
      await spares.remove(ask.threadId)
      expect(existsSync(ask.path)).toBe(false)
    },
  ],
]
