// An update from a base that gained something odd: branch, index and files end up as plain git would have left them.
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { filesIn } from '../../stage/plain-rig.ts'
import type { StageRig } from '../../stage/stage-rig.ts'
import { gains, part } from '../odd-gains.ts'
import { update } from './update.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const standIn = (path: string) => ({
  tree: rig.repository.plain(['rev-parse', 'HEAD^{tree}'], path),
  index: rig.repository.exact(['ls-files', '--stage', '-z'], path),
  status: rig.repository.plain(['status', '--porcelain'], path),
  files: filesIn(path),
})

it.each(
  Object.entries(gains).flatMap(([name, gain]) =>
    (['merge', 'rebase'] as const).map((how) => [name, how, gain] as const),
  ),
)(
  '%s, by %s',
  async (_, how, gain) => {
    const { gained: commit, ...parted } = await part(gain)
    rig = parted.rig
    const plain = join(rig.repository.directory, 'plain')
    rig.git('worktree', 'add', '-q', '-b', 'plain', plain, 'work')
    rig.repository.plain([how, '-q', commit], plain)
    const nothing = () => Promise.resolve()
    const made = await update(rig.repository.git, {
      path: rig.ask.path,
      trusted: false,
      commit,
      name: 'gained',
      how,
      bases: [],
      keep: nothing,
      keepAborted: nothing,
    })
    expect(made).toMatchObject({ kind: 'updated' })
    expect(standIn(rig.ask.path)).toEqual(standIn(plain))
  },
  120_000,
)
