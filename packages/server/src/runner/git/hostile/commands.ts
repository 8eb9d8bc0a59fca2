// Every way in which we start git on a repository, one line each: a new command of ours belongs here. For tests only.
import { Problem } from '@a-parallel/contract/model'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openFileSearch } from '../../files/find.ts'
import { readIdentity } from '../identity.ts'
import { isBranchName } from '../names.ts'
import { inspectRepository } from '../repository.ts'
import { surroundingsOf } from '../../spares/surroundings.ts'
import { listChanges } from '../worktrees/remove.ts'
import { listWorktrees } from '../../disk/list-worktrees.ts'
import { localHosting } from '../../local/hosting.ts'
import { prepare } from './preparing.ts'
import { publishing } from './publishing.ts'
import { filtered, here, inCheckout, keeping, threadId, type Scene } from './scene.ts'

function makeAgain(scene: Scene) {
  const { place, worktree, runner } = scene
  const commit = place.plain(['rev-parse', 'main'])
  return runner.worktrees.restore({ ...here(scene), ...worktree, commit })
}

/** Where it stands ready, and then goes again. Nobody makes a repository ready that holds others. */
async function turned({ ready, runner, place, worktree }: Scene) {
  const [path, branch, repository] = [`${worktree.path}-two`, 'ap/two', place.root]
  const made = await ready.turn({ repository, path, branch, base: 'main', trusted: false })
  ready.drop(repository)
  await ready.tend() // It is gone then.
  const gone = { repository, path, branch, fresh: true }
  if (made) await runner.worktrees.discard({ ...gone, commit: made.commit })
}

const scopes = ['branch', 'uncommitted', 'staged', 'unstaged'] as const

/** A file that was deleted has no side to show. */
const gone = (): null => null

/** In this order; what a command needs the ones before it have made. */
export const commands: readonly (readonly [string, (scene: Scene) => unknown])[] = [
  ['trust', ({ runner, place }) => runner.trust.read(place.root)],
  ['inspect', ({ place }) => inspectRepository(place.git, place.root)],
  [
    'inspect a folder inside',
    ({ place }) => inspectRepository(place.git, join(place.root, 'embedded')),
  ],
  ['branches', ({ runner, place }) => runner.repositories.branches(place.root)],
  ['identity', ({ place }) => readIdentity(place.git, place.root)],
  ['a branch’s name', ({ place }) => isBranchName(place.git, 'a/b', place.root)],
  ['find files', ({ place }) => openFileSearch(place.git, () => 0).find(place.root, 'read', 10)],
  [
    'worktree create',
    ({ runner, place, worktree }) =>
      runner.worktrees.create({ ...worktree, repository: place.root, base: 'main' }),
  ],
  ['surroundings', ({ place, worktree }) => surroundingsOf(place.git, worktree.path, false)],
  ['ready checkout', ({ ready }) => ready.tend()],
  ['ready checkout that is made a worktree', turned],
  [
    'an agent writes',
    ({ worktree }) => {
      writeFileSync(join(worktree.path, 'README.md'), 'HELLO\n')
      writeFileSync(join(worktree.path, 'new.txt'), 'new\n')
    },
  ],
  [
    'worktree look',
    (scene) => scene.runner.worktrees.look({ ...here(scene), ...scene.worktree, hasAgent: false }),
  ],
  ['at stake', (scene) => scene.runner.worktrees.atStake(here(scene))],
  ['prepare', ({ runner, place, worktree }) => prepare(runner, place.root, worktree.path)],
  ['changes of the checkout', ({ place }) => listChanges(place.git, place.root)],
  ...scopes.map(
    (scope) =>
      [
        `changes: ${scope}`,
        async (scene: Scene) => {
          const { review } = scene.runner
          const ask = { ...here(scene), base: { name: 'main', began: null } }
          const { files } = await review.changes({ ...ask, between: { scope }, most: 1000 })
          const how = { between: { scope }, context: 3, ignoreSpace: false, whole: false }
          for (const { path } of files) {
            await review.diff({ ...ask, ...how, file: path, from: null })
            await review.side({ ...ask, ...how, file: path, from: null, side: 'after' }).catch(gone)
          }
        },
      ] as const,
  ),
  [
    'jump and read',
    async (scene) => {
      const { files } = scene.runner
      const ask = { ...here(scene), base: { name: 'main', began: null } }
      const found = await files.jump({ ...ask, query: '', recent: [], most: 1000 })
      await files.symbols({ ...ask, query: 'e', most: 10 })
      for (const { path } of found.files)
        await files.read({ ...ask, file: path, whole: true }).catch(gone)
    },
  ],
  [
    'what is offered at a host',
    async ({ place, worktree }) => {
      const hosting = localHosting(place.git, {})
      const ask = { path: worktree.path, branch: worktree.branch, base: 'main' }
      await hosting.remote(ask)
      await hosting.offered({ ...ask, usual: 'main', remote: 'origin' })
    },
  ],
  ['worktrees on the disk', ({ place }) => listWorktrees(place.git, place.root)],
  [
    'commits',
    (scene) => scene.runner.review.commits({ ...here(scene), base: null, limit: 10, from: 0 }),
  ],
  [
    'stage, unstage, revert and undo',
    async (scene) => {
      const { review } = scene.runner
      const ask = { ...here(scene), base: null }
      const between = { scope: 'uncommitted' } as const
      const picks = async () => {
        const { files } = await review.changes({ ...ask, between, most: 1000 })
        return files.map(({ path, version }) => ({ path, version }))
      }
      const staged = await review
        .stage({ ...ask, ...keeping(), action: 'stage', files: await picks() })
        .catch(filtered)
      if (staged)
        await review.stage({ ...ask, ...keeping(), action: 'unstage', files: await picks() })
      const { id, owner } = keeping()
      await review.revert({ ...ask, owner, id, files: await picks() })
      await review.kept({ repository: ask.repository, owner })
      await review.restoreKept({ ...ask, ...keeping(), keptId: id })
    },
  ],
  [
    'checkpoint capture',
    async (scene) => {
      const { commit } = await scene.runner.checkpoints.capture({
        ...here(scene),
        name: '1/before',
      })
      scene.commits['1/before'] = commit
      writeFileSync(join(scene.worktree.path, 'README.md'), 'again\n')
      const after = await scene.runner.checkpoints.capture({ ...here(scene), name: '1/after' })
      const { repository } = here(scene)
      await scene.runner.checkpoints.changed({ repository, from: commit, to: after.commit })
    },
  ],
  [
    'checkpoint of the checkout',
    ({ runner, place }) =>
      runner.checkpoints.capture({
        repository: place.root,
        path: place.root,
        threadId,
        ownsCheckout: false,
        name: 'own',
      }),
  ],
  [
    'checkpoint changes',
    (scene) =>
      scene.runner.checkpoints.changes({ ...here(scene), to: scene.commits['1/before'] ?? '' }),
  ],
  [
    'changes of a commit and between checkpoints',
    async (scene) => {
      const { review } = scene.runner
      const { place } = scene
      const ask = { ...here(scene), base: null }
      const commit = place.plain(['rev-parse', 'main'])
      const betweens = [
        { scope: 'commit', commit },
        { scope: 'turn', before: scene.commits['1/before'] ?? '', after: commit },
      ] as const
      for (const between of betweens) {
        const { files } = await review.changes({ ...ask, between, most: 1000 })
        const how = { between, context: 3, ignoreSpace: false, whole: false }
        for (const { path } of files) {
          await review.diff({ ...ask, ...how, file: path, from: null })
          await review.side({ ...ask, ...how, file: path, from: null, side: 'after' }).catch(gone)
        }
      }
    },
  ],
  [
    'checkpoint restore',
    (scene) =>
      scene.runner.checkpoints.restore({
        ...here(scene),
        name: 'rewind',
        to: scene.commits['1/before'] ?? '',
      }),
  ],
  [
    'checkpoint share',
    ({ runner, place, commits }) =>
      runner.checkpoints.share({ repository: place.root, threadId, commits }),
  ],
  ...[inCheckout, here].flatMap((where) =>
    publishing.map(
      ([name, command]) =>
        [
          `${name} ${where === here ? 'in the worktree' : 'in the checkout'}`,
          async (scene: Scene) => {
            try {
              await command(scene, where(scene))
            } catch (cause) {
              if (!(cause instanceof Problem)) throw cause
            }
          },
        ] as const,
    ),
  ),
  [
    'worktree restore',
    async (scene) => {
      scene.place.plain(['-c', 'core.hooksPath=/dev/null', 'worktree', 'prune'])
      await makeAgain(scene)
    },
  ],
  [
    'worktree keep and remove',
    async (scene) => {
      const keep = { ...keeping(), threadId, title: 'x', branch: scene.worktree.branch }
      await scene.runner.worktrees.remove({ ...here(scene), keep }).catch(() => 'it stays')
    },
  ],
  ['worktree restore with what was kept', makeAgain],
  [
    'take over',
    ({ runner, place, worktree }) => {
      const commit = place.plain(['rev-parse', 'main'])
      return runner.repositories.takeOver({
        path: place.root,
        worktrees: [{ path: worktree.path, commit }],
      })
    },
  ],
  [
    'worktree remove',
    (scene) =>
      scene.runner.worktrees.remove({ ...here(scene), keep: null }).catch(() => 'it has changes'),
  ],
  ['forget', (scene) => scene.runner.worktrees.forget({ ...here(scene), branch: null })],
  ['forget checkpoints', (scene) => scene.runner.checkpoints.forget(here(scene))],
]
