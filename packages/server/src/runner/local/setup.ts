// What this machine offers, for the welcome page and the settings. Asked for rarely; found programs are remembered until
// asked afresh.
import { Problem } from '@a-parallel/contract/model'
import type {
  AgentLogin,
  AgentProgram as FoundAgent,
  OfferedModel,
  Setup,
} from '@a-parallel/shared'
import { homedir } from 'node:os'
import type { Git } from '../git/core.ts'
import { readIdentity } from '../git/identity.ts'
import { readVersion } from '../git/version.ts'
import { findAgent, type FindAsk } from '../machine/find-agent.ts'
import { liesIn } from '../machine/lies-in.ts'
import { signedIn } from '../machine/signed-in.ts'

/** `own`: where a person says that it lies; null: where it is found. */
export interface AgentProgram {
  /** The program's path. Throws `agent_not_found`, saying where it was looked for. */
  path(own: string | null): Promise<string>
  find(own: string | null, fresh: boolean): Promise<FoundAgent>
}

export function openAgentProgram(ask: FindAsk): AgentProgram {
  const known = new Map<string | null, Promise<FoundAgent>>()
  const find = (own: string | null, fresh: boolean) => {
    const before = fresh ? undefined : known.get(own)
    if (before) return before
    const found = findAgent(ask, own)
    known.set(own, found)
    return found
  }
  /** A project may have come since, or a link lead elsewhere by now. */
  const holds = async ({ state, path, namedBy }: FoundAgent) => {
    if (state !== 'found' || path === null) return false
    return namedBy !== 'settings' || !(await liesIn(path, ask.repositories()))
  }
  return {
    find,
    async path(own) {
      const first = await find(own, false)
      const found = (await holds(first)) ? first : await find(own, true)
      if (found.state === 'found' && found.path !== null) return found.path
      throw new Problem('agent_not_found', lackOf(found))
    },
  }
}

function lackOf({ namedBy, path, fault }: FoundAgent): string {
  const place = path ?? 'nothing'
  if (fault === 'repository')
    return `The settings name ${place}, which lies in a project's repository. Name one that lies elsewhere.`
  if (namedBy === 'settings') return `The settings name ${place}, which does not run.`
  if (namedBy === 'environment') return `CLAUDE_PATH names ${place}, which does not run.`
  return 'Install it with: npm install -g @anthropic-ai/claude-code, or name its path in the settings.'
}

/** Always selectable, whatever the agent offers. */
const staple: OfferedModel[] = [
  { value: 'opus', name: 'Opus', description: '', efforts: null },
  { value: 'sonnet', name: 'Sonnet', description: '', efforts: null },
  { value: 'haiku', name: 'Haiku', description: '', efforts: null },
]

/** The models that the agent offered last, completed by those that always work. */
function completeModels(offered: OfferedModel[]): OfferedModel[] {
  const known = new Set(offered.map((model) => model.value))
  return [...offered, ...staple.filter((model) => !known.has(model.value))]
}

export interface SetupAsk {
  git: Git
  program: AgentProgram
  env: NodeJS.ProcessEnv
  models: OfferedModel[]
  /** How an agent said that it is signed in when it last started; undefined before. */
  said: Pick<AgentLogin, 'kind' | 'plan'> | null | undefined
  demo: boolean
  /** Where the person says that the program lies. */
  own: string | null
  fresh: boolean
}

export async function readSetup({
  git,
  program,
  env,
  models,
  said,
  demo,
  own,
  fresh,
}: SetupAsk): Promise<Setup> {
  const home = homedir()
  const [version, agent, login] = await Promise.all([
    readVersion(git, home),
    program.find(own, fresh),
    signedIn(env, said),
  ])
  const missing = { name: null, email: null }
  return {
    git: {
      version: version.kind === 'found' ? version.version : null,
      supported: version.kind === 'found' && version.supported,
      identity: version.kind === 'found' ? await readIdentity(git, home) : missing,
    },
    agent: { ...agent, ...login },
    models: completeModels(models),
    platform: process.platform,
    home,
    demo,
  }
}
