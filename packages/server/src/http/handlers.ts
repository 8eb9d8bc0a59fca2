// The calls bound to the features. Nothing is decided here.
import type { BackupCare } from '../backups/index.ts'
import type { DevServers } from '../dev-servers/index.ts'
import type { Disk } from '../disk/index.ts'
import type { Erasure } from '../erasure/index.ts'
import type { Hosting } from '../hosting/index.ts'
import type { Images } from '../images/index.ts'
import type { Limits } from '../limits/index.ts'
import type { Preparations } from '../preparation/index.ts'
import type { Cloning, Projects } from '../projects/index.ts'
import type { Publish } from '../publish/index.ts'
import type { Pushes } from '../push/index.ts'
import type { Review } from '../review/index.ts'
import type { Rules } from '../rules/index.ts'
import type { Runner } from '../runner/port.ts'
import type { Search } from '../search/index.ts'
import type { AccountSettings } from '../settings/index.ts'
import type { Sessions } from '../sessions/index.ts'
import type { Skills } from '../skills/index.ts'
import type { Threads } from '../threads/index.ts'
import type { ToolServers } from '../tool-servers/index.ts'
import type { Trash } from '../trash/index.ts'
import type { ProjectTrust } from '../trust/index.ts'
import type { UsageReads } from '../usage/index.ts'
import type { Handlers } from './bound.ts'
import { addingHandlers } from './projects/adding-handlers.ts'
import { erasureHandlers } from './projects/erasure-handlers.ts'
import { projectHandlers } from './projects/project-handlers.ts'
import { recipeHandlers } from './projects/recipe-handlers.ts'
import { trustHandlers } from './projects/trust-handlers.ts'
import { agentHandlers } from './handlers/agents.ts'
import { backupHandlers } from './handlers/backups.ts'
import { devServerHandlers } from './handlers/dev-servers.ts'
import { diskHandlers } from './handlers/disk.ts'
import { hostingHandlers } from './handlers/hosting.ts'
import { sessionHandlers } from './handlers/sessions.ts'
import { setupHandlers } from './handlers/setup.ts'
import { skillHandlers } from './handlers/skills.ts'
import { toolServerHandlers } from './handlers/tool-servers.ts'
import { trashHandlers } from './handlers/trash.ts'
import { usageHandlers } from './handlers/usage.ts'
import { pushHandlers } from './push-handlers.ts'
import { ruleHandlers } from './rule-handlers.ts'
import { fileHandlers } from './checkouts/file-handlers.ts'
import { publishHandlers } from './checkouts/publish-handlers.ts'
import type { SignIn } from './sign-in.ts'
import { askHandlers } from './ask-handlers.ts'
import { reviewHandlers } from './checkouts/review-handlers.ts'

export interface HandlerPorts {
  backups: BackupCare
  images: Images
  limits: Limits
  cloning: Cloning
  projects: Projects
  settings: AccountSettings
  rules: Rules
  review: Review
  trust: ProjectTrust
  preparations: Preparations
  sessions: Sessions
  skills: Skills
  devServers: DevServers
  disk: Disk
  threads: Threads
  toolServers: ToolServers
  trash: Trash
  erasure: Erasure
  publish: Publish
  pushes: Pushes
  hosting: Hosting
  usage: UsageReads
  search: Search
  runner: Runner
  signIn: SignIn
  version: string
}

export function handlers(ports: HandlerPorts): Handlers {
  const { images, projects, settings, rules, threads, pushes, runner, signIn, version } = ports
  return {
    readHealth: () => ({ ok: true, version }),
    exchangeCode: (_, { body }) => ({ token: signIn.exchange(body.code) }),
    ...agentHandlers(ports),
    browseFiles: (_, { query }) => runner.files.browse(query.path),

    readSettings: (actor) => settings.read(actor),
    changeSettings: (actor, { body }) => settings.change(actor, body),

    ...projectHandlers({ projects, threads }),
    ...addingHandlers(ports),

    createThread: (actor, { body }) => threads.create(actor, body),
    ...spareHandlers(threads),
    listThreads: (actor, { query }) => threads.list(actor, query),
    readThread: (actor, { params }) => threads.read(actor, params.id),
    readEvents: (actor, { params, query }) =>
      threads.events(actor, params.id, query.after, query.limit, query.item),
    changeThread: (actor, { params, body }) => ({ seq: threads.change(actor, params.id, body) }),
    seeThread: (actor, { params, body }) => ({ seq: threads.see(actor, params.id, body.seq) }),
    markThreadUnread: (actor, { params }) => ({ seq: threads.markUnread(actor, params.id) }),
    ...deletionHandlers(threads),
    ...messageHandlers(threads),
    ...imageHandlers(images),
    stopThread: (actor, { params }) => ({ seq: threads.stop(actor, params.id) }),
    stopCall: (actor, { params: { id, itemId } }) => ({ seq: threads.stopCall(actor, id, itemId) }),
    resumeThread: async (actor, { params }) => ({ seq: await threads.resume(actor, params.id) }),
    ...turnHandlers(threads),
    answerApproval: (actor, { params, body }) => ({
      seq: threads.answer(actor, params.id, params.approvalId, body),
    }),
    ...ruleHandlers({ rules, threads, projects }),
    ...trustHandlers(ports),
    ...recipeHandlers(ports.preparations),
    ...setupHandlers(threads),
    ...sessionHandlers(ports),
    ...skillHandlers(ports),
    ...devServerHandlers(ports.devServers),
    ...diskHandlers(ports.disk),
    ...backupHandlers(ports.backups),
    ...trashHandlers(ports.trash),
    ...erasureHandlers(ports.erasure),
    ...toolServerHandlers(ports),
    ...pushHandlers(pushes),
    ...publishHandlers(ports.publish, ports.hosting),
    ...hostingHandlers(ports.hosting),
    ...askHandlers(threads),
    ...reviewHandlers(ports.review),
    ...fileHandlers(ports.review),
    search: (actor, { query }) => ports.search.find(actor, query),
    ...usageHandlers(ports),
  }
}

function spareHandlers(threads: Threads): Pick<Handlers, 'makeSpare' | 'dropSpare'> {
  return {
    makeSpare: async (actor, { params, body }) => {
      await threads.makeSpare(actor, params.id, body)
      return {}
    },
    dropSpare: async (actor, { params }) => {
      await threads.dropSpare(actor, params.id)
      return {}
    },
  }
}

function imageHandlers(images: Images): Pick<Handlers, 'storeImage' | 'readImage'> {
  return {
    storeImage: (actor, { body }) => images.store(actor, body),
    readImage: (actor, { params }) => images.read(actor, params.imageId),
  }
}

function deletionHandlers(
  threads: Threads,
): Pick<Handlers, 'readAtStake' | 'deleteThread' | 'bringThreadBack'> {
  return {
    readAtStake: (actor, { params }) => threads.atStake(actor, params.id),
    deleteThread: async (actor, { params, query }) => ({
      seq: await threads.remove(actor, params.id, query.stake),
    }),
    bringThreadBack: (actor, { params }) => ({
      seq: threads.bringBack(actor, params.id) ?? threads.read(actor, params.id).seq,
    }),
  }
}

type OfTurns = 'forkThread' | 'previewRewind' | 'rewindThread' | 'undoRewind'

function turnHandlers(threads: Threads): Pick<Handlers, OfTurns> {
  return {
    forkThread: (actor, { params, body }) => threads.fork(actor, params.id, body),
    previewRewind: (actor, { params }) => threads.previewRewind(actor, params.id, params.turnId),
    rewindThread: (actor, { params, body }) => threads.rewind(actor, params.id, body),
    undoRewind: (actor, { params, body }) => threads.undoRewind(actor, params.id, body),
  }
}

type OfMessages = 'sendMessage' | 'changeMessage' | 'withdrawMessage'

function messageHandlers(threads: Threads): Pick<Handlers, OfMessages> {
  return {
    sendMessage: (actor, { params, body }) => threads.say(actor, params.id, body),
    changeMessage: async (actor, { params, body }) => ({
      seq: await threads.changeMessage(actor, params.id, params.turnId, body),
    }),
    withdrawMessage: (actor, { params }) => ({
      seq: threads.withdraw(actor, params.id, params.turnId),
    }),
  }
}
