// The machine side as the features see it, be it this machine or another: calls that are idempotent by id, and signals.
import type {
  AtStake,
  Branch,
  Brought,
  ChangedLines,
  FileChange,
  Order,
  OwnerId,
  ProblemValue,
  ProjectId,
  RunId,
  ThreadId,
  Tokens,
} from '@a-parallel/shared'
import type { AddingRunner } from './adding-port.ts'
import type { AsideRunner } from './probes/port.ts'
import type { BranchAtRemote } from './git/remotes/branch-remote.ts'
import type { DevServerRunner } from './dev-server-port.ts'
import type { DiskRunner } from './disk-port.ts'
import type { FilesRunner } from './files-port.ts'
import type { MachineRunner } from './machine-port.ts'
import type { PreparationRunner } from './preparation-port.ts'
import type { Publishing } from './publish-port.ts'
import type { ReadyCheckouts } from './ready-port.ts'
import type { ReviewRunner } from './review-port.ts'
import type { AttachAsk, RunAsk, RunListener } from './runs-port.ts'
import type { SessionRunner } from './sessions-port.ts'
import type { SkillRunner } from './skills-port.ts'
import type { DiscardAsk, Spares } from './spares-port.ts'
import type { ToolServerRunner } from './tool-servers/port.ts'

export type { LeftClone } from './adding-port.ts'
export type { BranchAtRemote }
export type { ListedWorktree } from './disk-port.ts'
export type { Free } from './machine-port.ts'
export type * from './tool-servers/port.ts'
export type { SetupEnd, SetupId } from './preparation-port.ts'
export type { Credential, CredentialFor } from './git/token/credential.ts'
export type { OtherBranch } from './publish-port.ts'
export type { FoundSession, WholeSession } from './sessions-port.ts'
export type { KnownSpare, SpareAgent, SpareAsk, Spares } from './spares-port.ts'
export type { Between, ReviewAsk } from './review-port.ts'
export type { AttachAsk, RunAsk, RunEnd, RunListener } from './runs-port.ts'
export type { FoundSkill, KeepSkill, StagedFrom, StageFrom } from './skills-port.ts'

export interface WorktreePlan {
  path: string
  branch: string
}

/** Whose worktree it was, for those who look for it afterwards. */
export interface KeepWorktree {
  threadId: ThreadId
  owner: OwnerId
  title: string
  branch: string
}

export interface WorktreeAsk extends WorktreePlan {
  repository: string
  threadId: ThreadId
}

export type WorktreeOutcome =
  | { kind: 'ready'; path: string; branch: string; commit: string }
  | { kind: 'failed'; problem: ProblemValue }

/** A checkout that checkpoints are made of. */
export interface CheckoutAsk {
  repository: string
  path: string
  threadId: ThreadId
  /** It is the thread's own worktree, and not the project's checkout. */
  ownsCheckout: boolean
}

export interface Runner extends MachineRunner {
  repositories: {
    /** The repository at a path; throws the Problem that says why there is none to use. */
    open(path: string): Promise<{ path: string; defaultBranch: string }>
    branches(path: string): Promise<Branch[]>
    available(path: string): boolean
    /**
     * The real path of a folder that worktrees can lie below. Throws `worktree_folder_unfit` where we may not write to it, or
     * where it lies in a repository or in our own data; and what `open` throws of a path that is none.
     */
    worktreeFolder(path: string): Promise<string>
    /**
     * Ties these worktrees to the repository that was moved to `path`. Throws `repository_differs` when it is not the
     * one that they, and the commits that they began at, come from.
     */
    takeOver(ask: { path: string; worktrees: { path: string; commit: string }[] }): Promise<void>
  }
  /** How repositories come to be here. */
  adding: AddingRunner
  /** What a repository brings that runs by itself, also in the worktrees of its threads. Runs none of it. */
  trust: { read(repository: string): Promise<Brought[]> }
  worktrees: {
    plan(ask: {
      projectId: ProjectId
      threadId: ThreadId
      title: string
      prefix: string
      /** That was chosen for the project's worktrees; null: our own. */
      folder: string | null
    }): WorktreePlan
    create(ask: WorktreePlan & { repository: string; base: string }): Promise<WorktreeOutcome>
    /** Why nothing can be done in a worktree that was ready; null when all is well. Keeps what was committed in it. */
    look(ask: WorktreeAsk & { hasAgent: boolean }): Promise<ProblemValue | null>
    /**
     * Makes one that was ready before again, at the same place and with all that was committed in it; and with all that
     * was kept when it was removed.
     */
    restore(ask: WorktreeAsk & { commit: string }): Promise<WorktreeOutcome>
    /**
     * Removes a worktree; its branch stays. With `keep` all of it is kept first, and what could not be kept is not
     * removed; without, only a clean one is. Throws `worktree_tampered` for what stays for good, `worktree_has_changes` for
     * what stays until somebody has seen to it, and another Problem for what may be removed later.
     * `tornDown`: what `keepArchived` kept before a tear-down is not let go of where something else stands there by now;
     * the worktree is made again with it, and it is kept as long as what was thrown away.
     */
    remove(ask: {
      repository: string
      path: string
      keep: KeepWorktree | null
      tornDown?: boolean
    }): Promise<void>
    /** Removes a worktree that nobody has worked in, with its branch. False where somebody has: it stays. */
    discard(ask: DiscardAsk): Promise<boolean>
    /** Keeps all of it as well while its thread is archived; nothing of it is touched. */
    keepArchived(ask: { repository: string; path: string; keep: KeepWorktree }): Promise<void>
    /** Lets go of that again. */
    forgetArchived(ask: {
      repository: string
      path: string
      keep: KeepWorktree
      tornDown: boolean
    }): Promise<void>
    /** Lets go of the commits kept for a thread, and of the branch that was made for it, where something else holds them. */
    forget(ask: { repository: string; threadId: ThreadId; branch: string | null }): Promise<void>
    /** What would go with a worktree (`wasWhole`: that may have been finished once). Never throws: tells what is unknown. */
    atStake(ask: { repository: string; path: string; wasWhole?: boolean }): Promise<AtStake>
  }
  /** What a checkout's files are and were. HEAD, branches, the index and what is ignored are never touched. */
  checkpoints: {
    /** Keeps the files as they are under a name. `omitted`: too large, unreadable, or in a repository of their own. */
    capture(ask: CheckoutAsk & { name: string }): Promise<{ commit: string; omitted: string[] }>
    /** Paths of the files that are not the same in two checkpoints. */
    changed(ask: { repository: string; from: string; to: string }): Promise<string[]>
    /**
     * Lines that are not the same in two checkpoints, of all files `but` some; the shortest changes first, up to a bound.
     * Waits behind others that ask for it, and ends with the signal.
     */
    lines(ask: {
      repository: string
      from: string
      to: string
      but: readonly string[]
      signal: AbortSignal
    }): Promise<{ files: ChangedLines[]; omitted: number }>
    /** What setting the files back to a checkpoint would do. */
    changes(ask: CheckoutAsk & { to: string }): Promise<FileChange[]>
    /**
     * Keeps the files as they are, and sets them to those of a checkpoint. Done again under the same name it goes on,
     * and `safety` is what was there at first. `left`: paths in whose place ignored files stand.
     */
    restore(
      ask: CheckoutAsk & { name: string; to: string },
    ): Promise<{ safety: string; changed: number; left: string[] }>
    /** Keeps these (commit by name) for another thread too. */
    share(ask: {
      repository: string
      threadId: ThreadId
      commits: Record<string, string>
    }): Promise<void>
    /** Lets go of all of a thread's. */
    forget(ask: { repository: string; threadId: ThreadId }): Promise<void>
  }
  /** What changed in a checkout, and where its branch stands. */
  review: ReviewRunner
  /** What stands ready for threads of which nobody has thought yet. */
  ready: ReadyCheckouts
  /** What is kept ready for threads that are being written. */
  spares: Spares
  /** Makes worktrees ready by recipes. */
  preparation: PreparationRunner
  /** What a person runs in a checkout beside its agent. */
  devServers: DevServerRunner
  disk: DiskRunner
  runs: {
    listen(listener: RunListener): void
    /** Starts the agent. Throws a Problem when it cannot be started. */
    start(ask: RunAsk): Promise<void>
    /**
     * Starts an agent before anybody wants it, and greets it: `start` with the same ask takes it for its own, and any
     * other ends it first. Throws when it cannot be started.
     */
    startAhead(ask: RunAsk): Promise<void>
    /** Ends one that was started ahead, also by an earlier server, and removes what it left. */
    dismiss(runId: RunId): Promise<void>
    /**
     * Takes up a run that an earlier server started: reads on, and reports its end if it ended. Does nothing to one that
     * is held or being started.
     */
    attach(ask: AttachAsk): Promise<{ kind: 'attached' | 'never-started' }>
    order(runId: RunId, orders: Order[]): Promise<void>
    /** Interrupts, then ends the process with everything it started. Its end is reported to the listener. */
    stop(runId: RunId): Promise<void>
    /** Ends the process with everything it started, at once. */
    kill(runId: RunId): Promise<void>
    /** Ends an agent that has nothing to do. What others do in its worktree goes on. */
    rest(runId: RunId): Promise<void>
    /** What the turn that it runs has used, as far as that was told; null too where nobody reads it. */
    used(runId: RunId): Tokens | null
    /** Whether its process was halted (SIGSTOP) and waits to be continued. */
    paused(runId: RunId): Promise<boolean>
    /** The program that a run was started from; null where nothing is left that tells it. */
    program(runId: RunId): Promise<string | null>
    /** Whether anything that a run left behind is there. */
    isThere(runId: RunId): Promise<boolean>
    /** Removes what a run left behind, once its end was reported. */
    forget(runId: RunId): Promise<void>
    /** Stops reading; the agents go on. */
    detach(): Promise<void>
  }
  sessions: SessionRunner
  /** What agents can be taught: a person's own skills, and those of repositories. */
  skills: SkillRunner
  /** A thread's branch: commits, pushes, updates, merges. */
  publish: Publishing
  /** Tool servers apart from any thread. */
  toolServers: ToolServerRunner
  asides: AsideRunner
  files: FilesRunner
  hosting: {
    /** The token of the GitHub CLI's sign-in on the machine; null where there is none. Not to be kept. */
    ghToken(host: string): Promise<string | null>
    /**
     * Where a branch of a checkout is pushed; without `branch` the one that is checked out. `base` is what it began at.
     * Throws `worktree_missing`.
     */
    remote(ask: {
      path: string
      branch: string | null
      base: string | null
    }): Promise<BranchAtRemote>
    /**
     * The commits of a branch that `base` does not have, the branches that its remote had when it was last fetched, and the
     * template of the `usual` one of them (or else the base's) for pull requests.
     */
    offered(ask: {
      path: string
      branch: string
      base: string
      usual: string
      remote: string | null
    }): Promise<{
      commits: { subject: string; body: string }[]
      bases: string[]
      template: string | null
    }>
  }
  /** Removes what killed servers left among temporary files, and ends what they had begun to ask apart from any thread. */
  tidy(): Promise<void>
}
