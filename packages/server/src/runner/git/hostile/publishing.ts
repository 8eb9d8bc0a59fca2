// Every way in which our git commits, updates, pushes and merges; a part of the commands. For tests only.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BranchAsk } from '../../publish-port.ts'
import { keeping, type Scene } from './scene.ts'

/** As a fetch leaves it. */
function knownAtRemote({ place }: Scene): void {
  const folder = join(place.root, '.git', 'refs', 'remotes', 'origin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'main'), `${place.plain(['rev-parse', 'main'])}\n`)
}

/** What does not come to pass, for want of a remote or of conflicts, is refused. */
export const publishing: readonly (readonly [string, (scene: Scene, ask: BranchAsk) => unknown])[] =
  [
    ['describe', ({ runner }, ask) => runner.publish.describe({ ...ask, all: true, amend: false })],
    [
      'describe what is amended',
      ({ runner }, ask) => runner.publish.describe({ ...ask, all: false, amend: true }),
    ],
    [
      'commit of something else than was seen',
      ({ runner, place }, ask) => {
        const head = place.plain(['rev-parse', 'HEAD'], ask.path)
        const how = { head, amend: false, signOff: false, all: true, seen: 'something else' }
        return runner.publish.commit({ ...ask, ...how, message: 'all' })
      },
    ],
    [
      'commit',
      ({ runner, place }, ask) => {
        const head = place.plain(['rev-parse', 'HEAD'], ask.path)
        const how = { head, amend: false, signOff: false, all: true }
        return runner.publish.commit({ ...ask, ...how, message: 'all' })
      },
    ],
    [
      'commit, amended and signed off',
      ({ runner, place }, ask) => {
        const head = place.plain(['rev-parse', 'HEAD'], ask.path)
        const how = { head, amend: true, signOff: true, all: true }
        return runner.publish.commit({ ...ask, ...how, message: 'all, again' })
      },
    ],
    [
      'predict',
      ({ runner }, ask) =>
        runner.publish.predict({ ...ask, base: 'main', checkpoint: null, others: [] }),
    ],
    ...(['main', 'other'] as const).map(
      (base) =>
        [
          `update from ${base}`,
          ({ runner }: Scene, ask: BranchAsk) =>
            runner.publish.update({
              ...ask,
              ...keeping(),
              from: 'base',
              how: 'merge',
              here: false,
              base,
            }),
        ] as const,
    ),
    [
      'an update taken back',
      async ({ runner }, ask) => {
        const { owner } = keeping()
        const kept = await runner.review.kept({ repository: ask.repository, owner })
        const update = kept.find(({ branch, why }) => branch !== null && why === 'update')
        if (!update) return
        const taken = await runner.review.restoreKept({
          ...ask,
          ...keeping(),
          base: null,
          keptId: update.id,
        })
        await runner.review.restoreKept({ ...ask, ...keeping(), base: null, keptId: taken.id })
      },
    ],
    ['conflicts', ({ runner }, ask) => runner.publish.conflicts(ask)],
    ['sides', ({ runner }, ask) => runner.publish.sides(ask)],
    [
      'resolve',
      ({ runner }, ask) =>
        runner.publish.resolve({
          ...ask,
          ...keeping(),
          base: null,
          file: 'README.md',
          side: 'theirs',
        }),
    ],
    [
      'continue',
      ({ runner }, ask) => runner.publish.finish({ ...ask, ...keeping(), action: 'continue' }),
    ],
    [
      'abort',
      ({ runner }, ask) => runner.publish.finish({ ...ask, ...keeping(), action: 'abort' }),
    ],
    ...(['main', 'other'] as const).flatMap(
      (base) =>
        [
          [
            `update from ${base} by rebase`,
            ({ runner }: Scene, ask: BranchAsk) =>
              runner.publish.update({
                ...ask,
                ...keeping(),
                from: 'base',
                how: 'rebase',
                here: false,
                base,
              }),
          ],
          [
            `abort of a rebase onto ${base}`,
            ({ runner }: Scene, ask: BranchAsk) =>
              runner.publish.finish({ ...ask, ...keeping(), action: 'abort' }),
          ],
        ] as const,
    ),
    [
      'update from a base at the remote',
      (scene, ask) => {
        knownAtRemote(scene)
        const base = 'origin/main'
        return scene.runner.publish.update({
          ...ask,
          ...keeping(),
          from: 'base',
          how: 'merge',
          here: false,
          base,
        })
      },
    ],
    [
      'update from the upstream',
      ({ runner, place }, ask) => {
        const branch = place.plain(['rev-parse', '--abbrev-ref', 'HEAD'], ask.path)
        place.plain(['config', `branch.${branch}.remote`, 'origin'])
        place.plain(['config', `branch.${branch}.merge`, 'refs/heads/main'])
        return runner.publish.update({
          ...ask,
          ...keeping(),
          from: 'upstream',
          how: 'rebase',
          here: false,
          base: 'main',
        })
      },
    ],
    [
      'push',
      ({ runner }, ask) => {
        const { signal } = new AbortController()
        return runner.publish.push({ ...ask, over: null, onProgress: () => undefined, signal })
      },
    ],
    ...(['merge', 'squash', 'rebase'] as const).map(
      (how) =>
        [
          `merge: ${how}`,
          ({ runner, place }: Scene, ask: BranchAsk) => {
            const head = place.plain(['rev-parse', 'HEAD'], ask.path)
            return runner.publish.merge({ ...ask, base: 'main', how, head, message: 'merged' })
          },
        ] as const,
    ),
  ]
