// What this machine offers, for the welcome page. Asked for rarely; found programs are remembered until asked afresh.
import { Problem } from '@a-parallel/contract/model'
import type { OfferedModel, Setup } from '@a-parallel/shared'
import { homedir } from 'node:os'
import type { Git } from '../git/core.ts'
import { readIdentity } from '../git/identity.ts'
import { readVersion } from '../git/version.ts'
import { findAgent, type FindAsk, type FoundAgent } from '../machine/find-agent.ts'
import { signedIn } from '../machine/signed-in.ts'

export interface AgentProgram {
  /** The program's path. Throws `agent_not_found`, saying where it was looked for. */
  path(): Promise<string>
  find(fresh: boolean): Promise<FoundAgent>
}

export function openAgentProgram(ask: FindAsk): AgentProgram {
  let known: Promise<FoundAgent> | null = null
  const find = (fresh: boolean) => {
    if (fresh || known === null) known = findAgent(ask)
    return known
  }
  return {
    find,
    async path() {
      const first = await find(false)
      const found = first.state === 'found' ? first : await find(true)
      if (found.state === 'found') return found.path
      if (found.state === 'invalid') {
        throw new Problem(
          'agent_not_found',
          `CLAUDE_PATH names ${found.path ?? 'nothing'}, which does not run.`,
        )
      }
      const detail =
        'Install it with: npm install -g @anthropic-ai/claude-code, or set CLAUDE_PATH.'
      throw new Problem('agent_not_found', detail)
    },
  }
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
  /** What an agent said of itself when it last started; null before. */
  said: boolean | null
  demo: boolean
  fresh: boolean
}

export async function readSetup({
  git,
  program,
  env,
  models,
  said,
  demo,
  fresh,
}: SetupAsk): Promise<Setup> {
  const home = homedir()
  const [version, agent, credentials] = await Promise.all([
    readVersion(git, home),
    program.find(fresh),
    signedIn(env),
  ])
  const missing = { name: null, email: null }
  return {
    git: {
      version: version.kind === 'found' ? version.version : null,
      supported: version.kind === 'found' && version.supported,
      identity: version.kind === 'found' ? await readIdentity(git, home) : missing,
    },
    agent: {
      state: agent.state,
      path: agent.path,
      version: agent.version,
      searched: agent.searched,
      signedIn: credentials === 'yes' || said === null ? credentials : said ? 'yes' : 'no',
    },
    models: completeModels(models),
    platform: process.platform,
    home,
    demo,
  }
}
