// The runner of this machine, put together. Main alone imports it.
import type { AgentLogin, OfferedModel } from '@a-parallel/shared'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../platform/log.ts'
import { localAdding } from './adding/local.ts'
import { claudeCode } from './drivers/claude-code/driver.ts'
import { localFiles } from './files/local.ts'
import { createGit, type Git } from './git/core.ts'
import { createPipedHolder } from './holder/piped.ts'
import { createPosixHolder } from './holder/posix.ts'
import { localCheckpoints } from './local/checkpoints.ts'
import { localDevServers } from './dev-servers/local.ts'
import { localDisk } from './disk/local.ts'
import { localPreparation } from './preparation/local.ts'
import { localPublish } from './local/publish.ts'
import { localHosting } from './local/hosting.ts'
import { localRepositories } from './local/repositories.ts'
import { oneAtATime } from './local/one-at-a-time.ts'
import { localReview } from './local/review.ts'
import { localRuns } from './local/runs.ts'
import { localTrust, type LocalTrust, type TrustedAt } from './local/trust.ts'
import { openAgentProgram, readSetup } from './local/setup.ts'
import { findAgent } from './machine/find-agent.ts'
import { localWorktrees } from './local/worktrees/worktrees.ts'
import { readLeastFree } from './machine/room.ts'
import { removeOldFolders } from './machine/temporary.ts'
import type { Free, Runner } from './port.ts'
import { openStock } from './ready/stock.ts'
import { tended } from './ready/tended.ts'
import { openShelf } from './runs/shelf.ts'
import { localSessions } from './sessions/local.ts'
import { localSkills } from './skills/local.ts'
import { localSpares } from './spares/local.ts'
import { openPlaces } from './tool-servers/places.ts'
import { openAsides } from './probes/asides.ts'
import { openProbeNotes } from './probes/notes.ts'
import type { ToolServerPlaces } from './tool-servers/port.ts'
import { openProbes } from './tool-servers/probes.ts'

export interface LocalRunnerAsk {
  home: {
    root: string
    runs: string
    worktrees: string
    checkpoints: string
    preparations: string
    spares: string
    ready: string
    skills: string
    devServers: string
    toolServers: string
    umask: number
  }
  env: NodeJS.ProcessEnv
  claudePath: string | null
  /** When checkouts are made ready for threads to come. */
  ready: { files: number; afterMs: number }
  floors: Free
  demo: boolean
  trustedAt: TrustedAt
  /** Where all projects of this server lie. */
  repositories: () => readonly string[]
  /** Folders of worktrees that were chosen for projects. */
  worktreeFolders: () => readonly string[]
  log: Log
}

export function openLocalRunner(ask: LocalRunnerAsk): Runner {
  const { home, env, claudePath, demo, trustedAt, log } = ask
  const { umask } = home
  const git = createGit({ environment: env, umask })
  const folders = () => [home.worktrees, ...ask.worktreeFolders()]
  const trust = localTrust({ git, folders, trustedAt, log })
  const { isTrusted, mayUse } = trust
  const repositories = () => [...ask.repositories(), ...folders()]
  const found = { claudePath, env, repositories }
  const program = openAgentProgram(found)
  const places = openPlaces({ folder: home.toolServers, isTrusted, log })
  const checkpoints = localCheckpoints(git, home.checkpoints, isTrusted, env)
  /** Of whatever changes index, files or branch of a checkout. */
  const inTurn = oneAtATime<string>()
  // Windows has no FIFO: there an agent ends with the server and is resumed.
  const holder = process.platform === 'win32' ? createPipedHolder() : createPosixHolder({ umask })
  let models: OfferedModel[] = []
  let said: Pick<AgentLogin, 'kind' | 'plan'> | null | undefined
  const free = () => readLeastFree(folders())
  const ready = openReady(ask, { git, isTrusted, free })
  const worktrees = localWorktrees({ git, root: home.worktrees, ready, isTrusted, umask, log })
  const runs = localRuns({
    ...ask,
    folder: home.runs,
    holder,
    driver: claudeCode,
    program,
    git,
    trust,
    shelf: openShelf(log),
    onReady: (offered, login) => {
      models = offered
      said = login
    },
  })
  return {
    repositories: localRepositories(git, home.root),
    adding: localAdding({ git, home: home.root, env }),
    trust: { read: trust.read },
    worktrees,
    checkpoints,
    review: localReview(git, { inTurn, umask, isTrusted, environment: env, log }),
    preparation: localPreparation({ ...ask, git, holder, mayUse }),
    sessions: localSessions({ git, env, codec: claudeCode.sessions }),
    skills: localSkills({ git, env, folder: home.skills, umask, log }),
    devServers: localDevServers({ holder, home, env, mayUse, log }),
    disk: localDisk(git, home.worktrees),
    publish: localPublish({ git, checkpoints, inTurn, isTrusted }),
    runs,
    ready,
    spares: localSpares({ git, folder: home.spares, worktrees, runs, checkpoints, trust }),
    ...openAsking(ask, program, places),
    free,
    files: localFiles(git, { isTrusted, environment: env }),
    hosting: localHosting(git, env),
    setup: (asked) => readSetup({ git, program, env, models, said, demo, ...asked }),
    tryProgram: (own) => findAgent(found, own),
  }
}

/** What is asked of the agent's program apart from any thread. */
function openAsking(
  { home, env }: LocalRunnerAsk,
  program: ReturnType<typeof openAgentProgram>,
  places: ToolServerPlaces,
): Pick<Runner, 'toolServers' | 'asides' | 'tidy'> {
  const notes = openProbeNotes(join(home.root, 'probes'))
  const asked = { codec: claudeCode.probe, env, program, notes }
  return {
    toolServers: { ...places, ...openProbes({ ...asked, places }) },
    asides: openAsides(asked),
    async tidy() {
      await Promise.all([removeOldFolders(tmpdir(), Date.now()), notes.clear()])
    },
  }
}

/** The checkouts that stand ready for threads to come. */
function openReady(
  { home, ready: { files: leastFiles, afterMs }, floors, log }: LocalRunnerAsk,
  ports: { git: Git; isTrusted: LocalTrust['isTrusted']; free: () => Promise<Free> },
) {
  const { git, isTrusted } = ports
  const freeDisk = async () => (await ports.free()).diskBytes
  const limits = { freeDisk, leastFiles, afterMs, leastDisk: floors.diskBytes }
  return tended(openStock({ git, folder: home.ready, isTrusted, ...limits, log }), { afterMs })
}
