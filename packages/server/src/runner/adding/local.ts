// How repositories come to be on this machine.
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AddingRunner } from '../adding-port.ts'
import type { Git } from '../git/core.ts'
import { createPool } from '../git/pool.ts'
import { clearClones, clone } from './clone.ts'
import { findRepositories } from './find.ts'
import { initRepository } from './init.ts'
import { clonePlace } from './place.ts'

export interface LocalAddingAsk {
  git: Git
  /** Our data directory. */
  home: string
  env: NodeJS.ProcessEnv
}

export function localAdding({ git, home, env }: LocalAddingAsk): AddingRunner {
  const person = env.HOME ?? env.USERPROFILE ?? homedir()
  const oneByOne = createPool(1)
  const cloning = { git, home, notes: join(home, 'clones') }
  let looking: ReturnType<AddingRunner['find']> | null = null
  return {
    clonePlace: async (ask) => (await clonePlace({ ...ask, home })).path,
    clone: (ask) => clone(cloning, ask),
    clearClones: (onCleared) => clearClones(cloning, onCleared),
    init: (path) => oneByOne(() => initRepository({ git, path, home })),
    // Whoever asks meanwhile joins: a disk that does not answer holds up one of us only.
    find: () =>
      (looking ??= findRepositories({ root: person, home, now: () => performance.now() }).finally(
        () => (looking = null),
      )),
  }
}
