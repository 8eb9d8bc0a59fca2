// What a person does with the pull request of a thread's branch.
import { assertNever, checkoutPath, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  CheckReport,
  HostedBranch,
  Project,
  ProjectId,
  PullRequest,
  PullRequestProposal,
  ThreadId,
  ThreadSnapshot,
} from '@a-parallel/shared'
import type { Threads } from '../../threads/index.ts'
import { ownerOf } from '../accounts/accounts.ts'
import { mergePull, openPull, readReport } from '../github/pulls.ts'
import { readyPull } from '../github/ready.ts'
import { lookHere, openDoor, takers, type BranchOf, type Door, type Local } from './look.ts'
import { proposalOf } from './proposal.ts'
import type { Watch, WatchPorts } from './watch.ts'

export interface RequestPorts extends WatchPorts {
  watch: Watch
  threads: Pick<Threads, 'read'>
  project: (actor: Actor, id: ProjectId) => Project
}

type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']

/** What a call acts on. */
interface Scene {
  thread: ThreadSnapshot
  of: BranchOf
  local: Local
  door: Door
}

function scenes(ports: RequestPorts) {
  const branchOf = (actor: Actor, thread: ThreadSnapshot): BranchOf => {
    const { path, defaultBranch } = ports.project(actor, thread.projectId)
    const checkout = checkoutPath(thread)
    return {
      owner: ownerOf(actor),
      path: checkout ?? path,
      branch: checkout === null ? (thread.worktree?.branch ?? null) : null,
      base: thread.worktree?.base ?? defaultBranch,
    }
  }
  return {
    branchOf: (actor: Actor, threadId: ThreadId) =>
      branchOf(actor, ports.threads.read(actor, threadId)),
    open: async (actor: Actor, threadId: ThreadId): Promise<Scene> => {
      const thread = ports.threads.read(actor, threadId)
      const of = branchOf(actor, thread)
      const local = await lookHere(ports, of)
      const door = await openDoor(ports, of.owner, local, new Map(), () => undefined)
      if (!door) throw noDoor(local)
      return { thread, of, local, door }
    },
  }
}

export function pullRequests(ports: RequestPorts) {
  const { watch } = ports
  const { branchOf, open } = scenes(ports)
  const pullOf = async (threadId: ThreadId, of: BranchOf): Promise<PullRequest> => {
    const { pullRequest } = await watch.read(threadId, of, false)
    if (!pullRequest) throw new Problem('pull_request_not_found')
    return pullRequest
  }
  return {
    read: async (actor: Actor, threadId: ThreadId, fresh: boolean): Promise<HostedBranch> =>
      watch.read(threadId, branchOf(actor, threadId), fresh),
    propose: async (actor: Actor, threadId: ThreadId): Promise<PullRequestProposal> =>
      proposed(ports, await open(actor, threadId)),
    async open(
      actor: Actor,
      threadId: ThreadId,
      body: Body<'openPullRequest'>,
    ): Promise<HostedBranch> {
      const { of, door } = await open(actor, threadId)
      const names = (await takers(door)).map(({ full_name: name }) => name)
      const into = body.repository ?? names[0] ?? door.head.repository
      if (!names.some((name) => name.toLowerCase() === into.toLowerCase()))
        throw unknown(door, into)
      await openPull(door.api, into, door.head, body)
      return watch.changed(threadId, of)
    },
    async merge(
      actor: Actor,
      threadId: ThreadId,
      body: Body<'mergePullRequest'>,
    ): Promise<HostedBranch> {
      const { of, door } = await open(actor, threadId)
      await mergePull(door.api, await pullOf(threadId, of), body)
      return watch.changed(threadId, of)
    },
    /** Out of its draft. */
    async ready(actor: Actor, threadId: ThreadId): Promise<HostedBranch> {
      const { of, door } = await open(actor, threadId)
      await readyPull(door.api, await pullOf(threadId, of))
      return watch.changed(threadId, of)
    },
    async report(actor: Actor, threadId: ThreadId, checkId: string): Promise<CheckReport> {
      const { of, door } = await open(actor, threadId)
      const { repository } = await pullOf(threadId, of)
      return readReport(door.api, repository, checkId)
    },
  }
}

async function proposed(
  { runner }: RequestPorts,
  { thread, of, local, door }: Scene,
): Promise<PullRequestProposal> {
  const repositories = await takers(door)
  const usual = repositories[0]?.default_branch ?? 'main'
  const { branch, remote } = local.at
  if (branch === null || remote === null) throw noDoor(local)
  const wanted = local.base ?? usual
  const ask = { path: of.path, branch, base: wanted, usual, remote: remote.near }
  const { commits, bases, template } = await runner.hosting.offered(ask)
  const others = bases.filter((name) => name !== remote.branch)
  // A base that is only here cannot be asked: then what the host usually takes.
  const base = others.length === 0 || others.includes(wanted) ? wanted : usual
  const firstMessage = firstMessageOf(thread)
  return {
    ...proposalOf({ threadTitle: thread.title, firstMessage, commits, template }),
    base,
    bases: [...new Set([base, ...others])],
    repositories: repositories.map(({ full_name: name }) => name),
  }
}

function firstMessageOf({ items }: ThreadSnapshot): string {
  const first = items.find(({ kind }) => kind === 'user-message')
  return first?.kind === 'user-message' ? first.text : ''
}

function noDoor({ at, remote }: Local): Problem {
  if (at.branch === null)
    return new Problem('pull_request_detached', 'No branch is checked out. Make one, and push it.')
  if (remote === null)
    return new Problem(
      'host_missing',
      'The repository has no remote at a host. Add one: git remote add origin <address>.',
    )
  switch (remote.service) {
    case 'github':
      return new Problem(
        'host_account_missing',
        `There is no account for ${remote.host}. Add one in the settings.`,
        { host: remote.host },
      )
    case 'gitlab':
    case 'bitbucket':
    case 'gitea':
    case 'azure':
    case 'other':
      return new Problem(
        'host_elsewhere',
        `${remote.host} is not asked from here. Open the pull request in the browser: ${remote.comparePage ?? remote.page}`,
        { host: remote.host },
      )
    default:
      return assertNever(remote.service)
  }
}

function unknown({ api: { host } }: Door, repository: string): Problem {
  return new Problem(
    'host_repository_unknown',
    `${repository} is not where this branch could go.`,
    { host, repository },
  )
}
