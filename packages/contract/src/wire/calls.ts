// Every HTTP call: method, path, what goes in, what comes out.
import { z } from 'zod'
import { Effort } from '../nouns/agent/effort.ts'
import { ToolServerChoice } from '../nouns/agent/tool-server.ts'
import { Answers, Decision } from '../nouns/approval.ts'
import { ThreadEvent } from '../nouns/event.ts'
import { ApprovalId, ItemId, ProjectId, ThreadId } from '../nouns/ids.ts'
import { Settings, SettingsChange } from '../nouns/settings/settings.ts'
import { AnswerScope, RuleWords } from '../nouns/rules/rule.ts'
import { ModelName, PermissionMode, ThreadSummary, Title } from '../nouns/thread.ts'
import { ThreadSnapshot } from '../nouns/thread-view.ts'
import { Budget } from '../nouns/turns/budget.ts'
import { call } from './call.ts'
import { agentCalls } from './agents/agent-calls.ts'
import { toolServerCalls } from './agents/tool-server-calls.ts'
import { fileCalls } from './files/file-calls.ts'
import { backupCalls } from './data/backup-calls.ts'
import { erasureCalls } from './data/erasure-calls.ts'
import { trashCalls } from './data/trash-calls.ts'
import { accountCalls } from './hosting/account-calls.ts'
import { pullRequestCalls } from './hosting/pull-request-calls.ts'
import { imageCalls } from './image-calls.ts'
import { messageCalls } from './message-calls.ts'
import { Images, Path, saysSomething, threadParams, Words, Written } from './parts.ts'
import { publishCalls } from './publish-calls.ts'
import { pushCalls } from './push-calls.ts'
import { turnCalls } from './turn-calls.ts'
import { usageCalls } from './history/usage-calls.ts'
import { Health, Listing, Setup } from './machine.ts'
import { reviewCalls, stageCalls } from './review-calls.ts'
import { threadBeginning } from './threads/beginning.ts'
import { deleteCalls } from './threads/delete-calls.ts'
import { spareCalls } from './threads/spare-calls.ts'
import { ruleCalls } from './rule-calls.ts'
import { searchCalls } from './history/search-calls.ts'
import { suggestionCalls } from './suggestion-calls.ts'
import { addingCalls } from './projects/adding-calls.ts'
import { projectCalls } from './projects/project-calls.ts'
import { recipeCalls } from './projects/recipe-calls.ts'
import { skillCalls } from './skills/skill-calls.ts'
import { diskCalls } from './projects/disk-calls.ts'
import { devServerCalls } from './threads/dev-server-calls.ts'
import { sessionCalls } from './projects/session-calls.ts'
import { setupCalls } from './projects/setup-calls.ts'
import { trustCalls } from './projects/trust-calls.ts'

export const calls = {
  readHealth: call({
    method: 'GET',
    path: '/api/health',
    summary: 'Is the server up?',
    result: Health,
    open: true,
  }),
  exchangeCode: call({
    method: 'POST',
    path: '/api/auth/exchange',
    summary: 'Turns the one-time code of the sign-in link into the bearer token',
    body: z.object({ code: z.string().min(1).max(200) }),
    result: z.object({ token: z.string() }),
    open: true,
  }),
  readSetup: call({
    method: 'GET',
    path: '/api/setup',
    summary: 'What this machine offers: git, its identity, the agent and whether it is signed in',
    query: z.object({ fresh: z.stringbool().optional() }),
    result: Setup,
  }),
  browseFiles: call({
    method: 'GET',
    path: '/api/files/browse',
    summary: 'The folders inside a folder',
    query: z.object({ path: Path.default('~') }),
    result: Listing,
  }),

  readSettings: call({
    method: 'GET',
    path: '/api/settings',
    summary: 'What the person has set, with the usual value wherever they have not',
    result: Settings,
  }),
  changeSettings: call({
    method: 'PATCH',
    path: '/api/settings',
    summary:
      'Sets some fields of some sections; the others stay as they are. With `was`, only while they still are so',
    body: SettingsChange,
    result: Settings,
  }),

  ...projectCalls,
  ...addingCalls,

  createThread: call({
    method: 'POST',
    path: '/api/threads',
    summary: 'Starts a thread; the same id again is the same thread',
    body: z
      .object({
        id: ThreadId.optional(),
        ...threadBeginning,
        images: Images.optional(),
        /** What its agent is given otherwise than its project’s are; a thread that is there already keeps what it has. */
        toolServers: z.array(ToolServerChoice).max(100).optional(),
      })
      .refine(({ prompt, images }) => saysSomething(prompt, images), 'say something'),
    result: Written.extend({ id: ThreadId }),
    status: 202,
  }),
  ...spareCalls,
  listThreads: call({
    method: 'GET',
    path: '/api/threads',
    summary: 'Threads, newest first, a page at a time',
    query: z.object({
      projectId: ProjectId.optional(),
      archived: z.stringbool().optional(),
      after: ThreadId.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    result: z.object({ threads: z.array(ThreadSummary), next: ThreadId.nullable() }),
  }),
  readThread: call({
    method: 'GET',
    path: '/api/threads/:id',
    summary: 'A thread as it is now, with the seq it was read at',
    params: threadParams,
    result: ThreadSnapshot,
  }),
  readEvents: call({
    method: 'GET',
    path: '/api/threads/:id/events',
    summary: 'A thread’s log after a seq, a page at a time; all of it, or what concerns one item',
    params: threadParams,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
      item: ItemId.optional(),
    }),
    result: z.object({ events: z.array(ThreadEvent), more: z.boolean() }),
  }),
  changeThread: call({
    method: 'PATCH',
    path: '/api/threads/:id',
    summary:
      'Renames, archives, restores, pins or mutes a thread, or chooses its model, effort or permission mode',
    params: threadParams,
    body: z.object({
      title: Title.optional(),
      model: ModelName.optional(),
      /** How hard its model thinks; null: as the agent does of itself. */
      effort: Effort.nullable().optional(),
      permissionMode: PermissionMode.optional(),
      archived: z.boolean().optional(),
      pinned: z.boolean().optional(),
      muted: z.boolean().optional(),
      /** What it may cost before its owner is asked, in API-equivalent US dollars; null: no limit. */
      budgetUsd: Budget.nullable().optional(),
      /** Whether it goes on by itself once the usage limit that ended its last turn is reset. */
      resumeAtReset: z.boolean().optional(),
    }),
    result: Written,
    status: 202,
  }),
  seeThread: call({
    method: 'POST',
    path: '/api/threads/:id/seen',
    summary:
      'Its owner has looked at it as it was at a seq: what it told until then is news no more',
    params: threadParams,
    body: z.object({ seq: z.number().int().min(1) }),
    result: Written,
    status: 202,
  }),
  markThreadUnread: call({
    method: 'DELETE',
    path: '/api/threads/:id/seen',
    summary: 'Marks a thread that rests as unread',
    params: threadParams,
    result: Written,
    status: 202,
  }),
  ...deleteCalls,
  stopThread: call({
    method: 'POST',
    path: '/api/threads/:id/stop',
    summary: 'Stops the thread’s agent and everything it started; its work is kept',
    params: threadParams,
    result: Written,
    status: 202,
  }),
  stopCall: call({
    method: 'POST',
    path: '/api/threads/:id/items/:itemId/stop',
    summary: 'Ends one running tool call, also one in the background; the turn goes on',
    params: threadParams.extend({ itemId: ItemId }),
    result: Written,
    status: 202,
  }),
  resumeThread: call({
    method: 'POST',
    path: '/api/threads/:id/resume',
    summary:
      'Lets an interrupted, stopped or failed thread go on; a worktree or branch that is gone is made again first',
    params: threadParams,
    result: Written,
    status: 202,
  }),
  ...messageCalls,
  ...imageCalls,
  ...turnCalls,
  answerApproval: call({
    method: 'POST',
    path: '/api/threads/:id/approvals/:approvalId',
    summary: 'Answers what the agent waits for. The first answer counts, any later one is refused',
    params: threadParams.extend({ approvalId: ApprovalId }),
    body: z.object({
      decision: Decision,
      /** Comments on a plan go as one message, so it may be as long as any. */
      message: Words.optional(),
      answers: Answers.optional(),
      /** The mode that the thread goes on in. */
      permissionMode: PermissionMode.optional(),
      /** Beyond `once` the answer becomes a rule: the one given, or the one that is offered for the request. */
      scope: AnswerScope.optional(),
      rule: RuleWords.optional(),
      /** With a no: the turn ends as well. */
      stop: z.boolean().optional(),
    }),
    result: Written,
    status: 202,
  }),
  ...ruleCalls,
  ...publishCalls,
  ...pushCalls,
  ...accountCalls,
  ...pullRequestCalls,
  ...suggestionCalls,
  ...reviewCalls,
  ...fileCalls,
  ...stageCalls,
  ...trustCalls,
  ...searchCalls,
  ...usageCalls,
  ...recipeCalls,
  ...setupCalls,
  ...sessionCalls,
  ...skillCalls,
  ...devServerCalls,
  ...diskCalls,
  ...backupCalls,
  ...trashCalls,
  ...erasureCalls,
  ...toolServerCalls,
  ...agentCalls,
} as const

export type Calls = typeof calls
