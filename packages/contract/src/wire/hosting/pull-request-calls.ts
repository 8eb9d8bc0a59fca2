// The calls about the pull request of a thread’s branch.
import { z } from 'zod'
import {
  CheckReport,
  HostedBranch,
  MergeMethod,
  PullRequestProposal,
} from '../../nouns/hosting/pull-request.ts'
import { call } from '../call.ts'
import { threadParams } from '../parts.ts'

const BranchName = z.string().min(1).max(250)
/** `acme/lamps` */
const RepositoryName = z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)

export const pullRequestCalls = {
  readPullRequest: call({
    method: 'GET',
    path: '/api/threads/:id/pull-request',
    summary:
      'How a thread’s branch stands at its host. Whoever looks asks again and again; the host is asked by the server, as often as it allows',
    params: threadParams,
    query: z.object({ fresh: z.stringbool().optional() }),
    result: HostedBranch,
  }),
  proposePullRequest: call({
    method: 'GET',
    path: '/api/threads/:id/pull-request/proposal',
    summary: 'What a pull request of a thread’s branch could be opened with',
    params: threadParams,
    result: PullRequestProposal,
  }),
  openPullRequest: call({
    method: 'POST',
    path: '/api/threads/:id/pull-request',
    summary: 'Opens a pull request of a thread’s branch, which must have been pushed',
    params: threadParams,
    body: z.object({
      title: z.string().trim().min(1).max(256),
      body: z.string().max(65_536),
      base: BranchName,
      draft: z.boolean().default(false),
      /** Which repository is asked; without it the first of the proposed ones. */
      repository: RepositoryName.optional(),
    }),
    result: HostedBranch,
    status: 201,
  }),
  mergePullRequest: call({
    method: 'POST',
    path: '/api/threads/:id/pull-request/merge',
    summary:
      'Lets the host merge a thread’s pull request, as long as its head is the one that was seen',
    params: threadParams,
    body: z.object({ method: MergeMethod, headCommit: z.string().regex(/^[0-9a-f]{40,64}$/) }),
    result: HostedBranch,
  }),
  readyPullRequest: call({
    method: 'POST',
    path: '/api/threads/:id/pull-request/ready',
    summary: 'Takes a thread’s pull request out of its draft: it is ready for review',
    params: threadParams,
    result: HostedBranch,
  }),
  readCheckReport: call({
    method: 'GET',
    path: '/api/threads/:id/pull-request/checks/:checkId',
    summary: 'Why a check failed: the end of its log and what it marked, as far as its host tells',
    params: threadParams.extend({ checkId: z.string().min(1).max(300) }),
    result: CheckReport,
  }),
} as const
