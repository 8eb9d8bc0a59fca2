// A checkout whose files are kept and set back through the runner's port, and all that can be told of it. For tests.
import { join } from 'node:path'
import { localCheckpoints } from '../../local/checkpoints.ts'
import type { Runner } from '../../port.ts'
import type { Git } from '../core.ts'
import { filesIn, plainly, type Plain } from '../stage/plain-rig.ts'
import { openStageRig, type StageRig } from '../stage/stage-rig.ts'

type Checkpoints = Runner['checkpoints']

export interface CheckpointRig extends StageRig {
  /** @param git in the place of ours, as one beside which something happens. */
  capture(name: string, git?: Git): ReturnType<Checkpoints['capture']>
  /** To a checkpoint. */
  setBack(to: string, name?: string): ReturnType<Checkpoints['restore']>
  /** The tree of all there is as plain git takes it in, and whatever else is done then. */
  plainTree(more?: (plain: Plain) => void): string
  /** Every file of the checkout: its permissions and its bytes. */
  files(): Record<string, string>
  /** All of the repository that a checkpoint must not touch, to the byte: what is neither an object nor a ref of ours. */
  untouched(): Record<string, string>
}

const isTrusted = () => Promise.resolve(false)

export async function openCheckpointRig(
  files: Record<string, string>,
  objectFormat: 'sha1' | 'sha256' = 'sha1',
  folder?: string,
): Promise<CheckpointRig> {
  const rig = await openStageRig(files, objectFormat, folder)
  const { ask, repository } = rig
  const { path, threadId, ownsCheckout } = ask
  const here = { repository: ask.repository, path, threadId, ownsCheckout }
  const indexes = join(repository.directory, 'indexes')
  const through = (git: Git) => localCheckpoints(git, indexes, isTrusted)
  return {
    ...rig,
    capture: (name, git = repository.git) => through(git).capture({ ...here, name }),
    setBack: (to, name = 'rewind-1') => through(repository.git).restore({ ...here, to, name }),
    plainTree(more = () => undefined) {
      let tree = ''
      plainly(rig, (plain) => {
        plain.git(['add', '--all', '--', '.'])
        more(plain)
        tree = plain.git(['write-tree']).trim()
      })
      return tree
    },
    files: () => filesIn(path),
    untouched() {
      const all = Object.entries(filesIn(join(repository.root, '.git')))
      return Object.fromEntries(all.filter(([name]) => !/^(objects|refs\/a-parallel)\//.test(name)))
    },
  }
}
