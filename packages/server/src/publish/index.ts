// The face of publishing: how a thread's work is committed, pushed, brought up to date and merged, for its owner alone.
import { handOverMessage, Problem, type ConflictParty } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  KeptId,
  OwnerId,
  Project,
  ProjectId,
  ThreadId,
  ThreadSnapshot,
  ThreadSummary,
} from '@a-parallel/shared'
import type { Log } from '../platform/log.ts'
import type { NewId } from '../platform/id.ts'
import type { CheckoutAsk, CredentialFor, OtherBranch, Runner } from '../runner/port.ts'
import type { Threads } from '../threads/index.ts'
import { openCommitting } from './committing.ts'
import { plainMessage, proposalIn, proposalQuestion } from './proposal.ts'
import { openPushing } from './pushing.ts'

export interface PublishPorts {
  threads: Pick<Threads, 'checkout' | 'read' | 'list' | 'askAside' | 'say'>
  runner: Pick<Runner, 'publish'>
  newId: NewId
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
  /** Repositories of all projects that can be worked on now. */
  places: () => string[]
  log: Log
}

type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']
type Result<C extends keyof Calls> = Promise<CallResult<Calls[C]>>

export type Publish = ReturnType<typeof openPublish>

export function openPublish(ports: PublishPorts) {
  const { threads, runner } = ports
  const { publish } = runner
  const checkout = (actor: Actor, id: ThreadId): CheckoutAsk => {
    const { repository, path, threadId, ownsCheckout } = threads.checkout(actor, id)
    return { repository, path, threadId, ownsCheckout }
  }
  return {
    ...openCommitting({ checkout, publish }),
    ...openPushing({ checkout, publish }),
    ...ofConflicts(ports, checkout),
    ...ofMerges(ports, checkout),
    /** After a start: merges that an earlier server left half done come to their end, its commits are taken back. */
    async recover(): Promise<void> {
      for (const repository of ports.places()) {
        // One that somebody is in the way of keeps nothing from the other.
        for (const finish of ['takeBackCommits', 'finishMerges'] as const) {
          try {
            await publish[finish](repository)
          } catch (cause) {
            ports.log.warn({ err: cause, repository }, 'a commit or a merge is not finished yet')
          }
        }
      }
    },
    async proposeMessage(
      actor: Actor,
      id: ThreadId,
      parts: Body<'proposeMessage'>,
    ): Result<'proposeMessage'> {
      const { staged, subjects } = await publish.describe({ ...checkout(actor, id), ...parts })
      const { title, projectId } = threads.read(actor, id)
      const { commitStyle: style } = ports.project(actor, projectId)
      const question = proposalQuestion(staged, { style, subjects, task: title })
      const answer = staged === '' ? null : await threads.askAside(actor, id, question)
      const message = proposalIn(answer)
      if (message !== null) return { message, by: 'agent' }
      return { message: plainMessage(title), by: 'thread' }
    },
    async update(
      actor: Actor,
      id: ThreadId,
      body: Body<'updateBranch'>,
      credentialFor: CredentialFor,
    ): Result<'updateBranch'> {
      const base = baseOf(ports, actor, id)
      const ask = { ...checkout(actor, id), ...keeping(ports, actor), ...body, base }
      return publish.update({ ...ask, credentialFor })
    },
    async finish(actor: Actor, id: ThreadId, body: Body<'finishUpdate'>): Result<'finishUpdate'> {
      return publish.finish({ ...checkout(actor, id), ...keeping(ports, actor), ...body })
    },
  }
}

type CheckoutFor = (actor: Actor, id: ThreadId) => CheckoutAsk

function ofConflicts(ports: PublishPorts, checkout: CheckoutFor) {
  const { threads, newId } = ports
  const { publish } = ports.runner
  return {
    async conflicts(actor: Actor, id: ThreadId): Result<'listConflicts'> {
      return publish.conflicts(checkout(actor, id))
    },
    async resolve(
      actor: Actor,
      id: ThreadId,
      { path: file, ...meant }: Body<'resolveConflict'>,
    ): Result<'resolveConflict'> {
      const { base } = threads.checkout(actor, id)
      const ask = { ...checkout(actor, id), ...keeping(ports, actor), base }
      return publish.resolve({ ...ask, file, ...meant })
    },
    async handOver(actor: Actor, id: ThreadId): Result<'handOverConflicts'> {
      const thread = threads.read(actor, id)
      const sides = await publish.sides(checkout(actor, id))
      if (sides.files.length === 0)
        throw new Problem('nothing_under_way', 'No file is in conflict any more.')
      // Who merged their work has archived its thread as a rule.
      const others = coworkers(ports, actor, thread)
        .filter(({ branch }) => branch !== null && sides.branches.includes(branch))
        .slice(0, mostNeighbours)
      const text = handOverMessage({
        operation: sides.operation,
        files: sides.files,
        ours: { ...partyOf(thread), subjects: sides.ours },
        theirs: {
          subjects: sides.theirs,
          threads: others.map((other) => partyOf(threads.read(actor, other.id))),
        },
      })
      const body = { id: newId() as Body<'sendMessage'>['id'], text, delivery: 'queue' as const } // newId gives UUIDs.
      const { seq } = await threads.say(actor, id, body)
      return { seq }
    },
  }
}

function ofMerges(ports: PublishPorts, checkout: CheckoutFor) {
  const { threads } = ports
  const { publish } = ports.runner
  return {
    async predict(actor: Actor, id: ThreadId): Result<'predictMerge'> {
      const thread = threads.read(actor, id)
      const known = new Map(neighbours(ports, actor, thread).map((one) => [one.id, one]))
      const others = [...known.values()].flatMap(({ id: threadId, branch }): OtherBranch[] =>
        branch === null
          ? []
          : [{ threadId, branch, checkpoint: lastKept(threads.read(actor, threadId)) }],
      )
      const found = await publish.predict({
        ...checkout(actor, id),
        base: baseOf(ports, actor, id),
        checkpoint: lastKept(thread),
        others,
      })
      const { base, prediction } = found
      const conflicting = found.others.map(({ threadId, paths }) => ({
        threadId,
        title: known.get(threadId)?.title ?? '',
        paths: paths.slice(0, mostPaths),
      }))
      return { base, prediction, threads: conflicting }
    },
    async merge(actor: Actor, id: ThreadId, body: Body<'mergeBranch'>): Result<'mergeBranch'> {
      const { title } = threads.read(actor, id)
      const base = baseOf(ports, actor, id)
      const message = body.message ?? plainMessage(title)
      return publish.merge({ ...checkout(actor, id), ...body, base, message })
    },
  }
}

const mostNeighbours = 40
const mostPaths = 50

/** A thread in the project's own checkout is merged into the branch that others begin at. */
function baseOf({ threads, project }: PublishPorts, actor: Actor, id: ThreadId): string {
  const { base } = threads.checkout(actor, id)
  return base?.name ?? project(actor, threads.read(actor, id).projectId).defaultBranch
}

/** The project's other threads on branches of their own, also those that were put away. */
function coworkers(
  { threads }: PublishPorts,
  actor: Actor,
  { id, projectId }: ThreadSnapshot,
): ThreadSummary[] {
  const { threads: all } = threads.list(actor, { projectId, limit: 500 })
  return all.filter((other) => other.id !== id && other.mode === 'worktree')
}

/** Those that work is done in. */
function neighbours(ports: PublishPorts, actor: Actor, thread: ThreadSnapshot): ThreadSummary[] {
  return coworkers(ports, actor, thread)
    .filter(({ archived }) => !archived)
    .slice(0, mostNeighbours)
}

function lastKept({ checkpoints }: ThreadSnapshot): string | null {
  return checkpoints.findLast(({ commit }) => commit !== null)?.commit ?? null
}

function partyOf({ title, items }: ThreadSnapshot): ConflictParty {
  const last = items.findLast((item) => item.kind === 'agent-message' && item.parentId === null)
  return { title, lastWords: last?.kind === 'agent-message' ? last.text : null }
}

/** As what something is kept, and whose it is. */
function keeping({ newId }: PublishPorts, actor: Actor): { id: KeptId; owner: OwnerId } {
  return { id: newId() as KeptId, owner: ownerOf(actor) } // newId gives UUIDs.
}

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
