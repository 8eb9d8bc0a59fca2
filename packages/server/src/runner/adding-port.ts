// How repositories come to be on this machine, as the features see it.
import type { CloneId, CloneProgress, FoundRepository, Instant, OwnerId } from '@a-parallel/shared'
import type { CredentialFor } from './git/token/credential.ts'

export interface CloneAsk {
  id: CloneId
  owner: OwnerId
  startedAt: Instant
  /** As `readCloneAddress` takes it. */
  from: string
  /** The folder that the clone's own comes to lie in. */
  into: string
  name: string
  onProgress: (progress: CloneProgress) => void
  /** Ends it with everything it started, and removes what there is of it. */
  signal: AbortSignal
  /** Asked once it failed or was broken off: whether the next server is to tell of it. */
  isLeft?: () => boolean
  /** Asked where git itself has no way in. */
  credentialFor?: CredentialFor
}

/** A clone that ended with the server that it was asked of; nothing of it is left. */
export interface LeftClone extends Pick<CloneAsk, 'id' | 'owner' | 'from' | 'startedAt'> {
  /** Where it was to lie. */
  path: string
}

/** A repository on the disk, with the worktrees that it knows of. */
export interface OnDisk extends FoundRepository {
  worktrees: string[]
}

export interface AddingRunner {
  /** Where a clone would lie, once it is sure that it may lie there. Throws the Problem that says why not. */
  clonePlace(ask: Pick<CloneAsk, 'from' | 'into' | 'name'>): Promise<string>
  /** Resolves with the folder. Throws a Problem, or the signal's reason once nothing is left of it. */
  clone(ask: CloneAsk): Promise<string>
  /** Ends clones that an earlier server left, and removes what there is of them. */
  clearClones(onCleared: (left: LeftClone) => void): Promise<void>
  init(path: string): Promise<{ path: string; files: number }>
  find(): Promise<{ repositories: OnDisk[]; complete: boolean }>
}
