// Remotes that answer also before trust, since the person's own ssh leads to them; and all that goes there. For tests only.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { BranchAsk } from '../../../publish-port.ts'
import { atOdds, cleanly, work, type Step, type Where } from './branches.ts'
import { keeping, type Scene } from '../scene.ts'
import type { Place } from '../steps.ts'

const bare = ({ directory }: Place, name: string) => join(directory, `${name}.git`)
const address = (place: Place, name: string) => `ssh://far${bare(place, name)}`

/** Before anything hostile is there: three repositories, of which one has `main` gone on otherwise than here. */
export function answer(place: Place): void {
  const ssh = join(place.directory, 'ssh')
  writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 })
  place.plain(['config', '--global', 'core.sshCommand', ssh])
  for (const name of ['there', 'one', 'two'])
    place.plain(['init', '-q', '--bare', '-b', 'main', bare(place, name)])
  place.plain(['switch', '-q', '-c', 'far'])
  place.write('far.txt', 'far\n')
  place.commit('far')
  place.plain(['push', '-q', bare(place, 'there'), 'far:main'])
  place.plain(['switch', '-q', 'main'])
}

/** The remote that a hostile repository speaks of answers as well, whatever else it says of it. */
export function reach(place: Place): void {
  const at = (name: string) => address(place, name)
  for (const [key, value] of [
    ['remote.origin.url', at('there')],
    ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
    ['branch.main.remote', 'origin'],
    ['branch.main.merge', 'refs/heads/main'],
    ['remote.both.url', at('one')],
    ['remote.both.pushUrl', at('one')],
    ['remote.both.pushUrl', at('two')],
    ['branch.ap/parted-2.pushRemote', 'both'],
  ])
    place.plain(['config', '--add', key ?? '', value ?? ''])
  place.plain(['config', '--replace-all', 'remote.origin.url', at('there')])
}

/** Somebody else commits on the branch there. */
function theirs({ place }: Scene, { branch }: { branch: string }): void {
  const there = bare(place, 'there')
  const ref = `refs/heads/${branch}`
  const made = place.plain(['commit-tree', '-m', 'theirs', '-p', ref, `${ref}^{tree}`], there)
  place.plain(['update-ref', ref, made], there)
}

const push = (scene: Scene, ask: BranchAsk, over: string | null = null) => {
  const { signal } = new AbortController()
  return scene.runner.publish.push({ ...ask, over, onProgress: () => undefined, signal })
}

const pushed = (where: Where): Step => [
  'push to where it answers',
  async (scene) => expect(await push(scene, where(scene))).toMatchObject({ current: false }),
]

const updated = (where: Where, from: 'base' | 'upstream', kind: string): Step => [
  `update from the ${from}, which answers: ${kind}`,
  async (scene) => {
    const wish = { from, how: 'merge', here: false, base: 'main' } as const
    expect(
      await scene.runner.publish.update({ ...where(scene), ...keeping(), ...wish }),
    ).toMatchObject({ kind })
  },
]

export const answered: readonly Step[] = [
  [
    'update from a base that has parted there, and git refuses the second half',
    async ({ runner, ...scene }) => {
      const ask = cleanly({ runner, ...scene })
      const wish = { from: 'base', how: 'merge', here: false, base: 'main' } as const
      writeFileSync(join(ask.path, 'far.txt'), 'in the way\n')
      const refused = expect(runner.publish.update({ ...ask, ...keeping(), ...wish }))
      await refused.rejects.toMatchObject({ code: 'update_refused' })
      rmSync(join(ask.path, 'far.txt'))
    },
  ],
  updated(cleanly, 'base', 'updated'),
  pushed(cleanly),
  work(cleanly, { 'ours.txt': 'ours\n' }),
  [
    'push of what somebody else has gone on with there, and over it',
    async (scene) => {
      const ask = cleanly(scene)
      theirs(scene, ask)
      await expect(push(scene, ask)).rejects.toMatchObject({
        code: 'push_refused',
        values: { reason: 'behind', ahead: 1, theirs: 1 },
      })
    },
  ],
  updated(cleanly, 'upstream', 'updated'),
  pushed(atOdds),
  work(atOdds, { 'ours.txt': 'ours\n' }),
  updated(atOdds, 'upstream', 'current'),
]
