// What the machine offers, as rows that are fine, worth a look, or missing. Pure.
import type { Setup } from '@a-parallel/shared'

export type Verdict = 'good' | 'warn' | 'bad'
export type CheckName = 'git' | 'identity' | 'agent' | 'signedIn'

export interface CheckRow {
  name: CheckName
  verdict: Verdict
  /** The key of its sentence under `welcome`, with the values it names. */
  title: TitleKey
  values: { version: string; name: string; email: string }
  /** The key of what to do, where something is to be done. */
  fix: FixKey | null
  commands: readonly string[]
  /** Where the agent lies, or where it was looked for. */
  path: string | null
  searched: readonly string[]
}

type TitleKey =
  | 'git'
  | 'gitMissing'
  | 'gitOld'
  | 'identity'
  | 'identityMissing'
  | 'agent'
  | 'agentMissing'
  | 'agentInvalid'
  | 'signedIn'
  | 'signedOut'
  | 'signedUnknown'
type FixKey =
  | 'gitFix'
  | 'gitOldFix'
  | 'identityFix'
  | 'agentFix'
  | 'agentInvalidFix'
  | 'agentOwnFix'
  | 'signInFix'

const unnamed = { version: '', name: '', email: '' }
const fine = {
  values: unnamed,
  fix: null,
  commands: [],
  path: null,
  searched: [],
} satisfies Partial<CheckRow>

/** The rows in the order in which they must be put right. Only git and agent keep threads from working. */
export function checksOf({ git, agent, platform }: Setup): CheckRow[] {
  const rows = [gitRow(git, platform)]
  if (git.version !== null) rows.push(identityRow(git.identity))
  rows.push(agentRow(agent))
  if (agent.state === 'found') rows.push(signedInRow(agent.signedIn))
  return rows
}

export const isReady = (setup: Setup): boolean =>
  checksOf(setup).every((row) => row.verdict !== 'bad')

function gitRow({ version, supported }: Setup['git'], platform: string): CheckRow {
  const row = { ...fine, name: 'git' } as const
  const values = { ...unnamed, version: version ?? '' }
  if (version !== null && supported) return { ...row, verdict: 'good', title: 'git', values }
  if (version !== null) return { ...row, verdict: 'bad', title: 'gitOld', values, fix: 'gitOldFix' }
  const installs: Record<string, string> = {
    darwin: 'xcode-select --install',
    win32: 'winget install Git.Git',
  }
  const commands = [installs[platform] ?? 'sudo apt-get install git']
  return { ...row, verdict: 'bad', title: 'gitMissing', fix: 'gitFix', commands }
}

function identityRow({ name, email }: Setup['git']['identity']): CheckRow {
  const row = { ...fine, name: 'identity' } as const
  if (name !== null && email !== null)
    return { ...row, verdict: 'good', title: 'identity', values: { ...unnamed, name, email } }
  const commands = [
    ...(name === null ? ['git config --global user.name "Your Name"'] : []),
    ...(email === null ? ['git config --global user.email you@example.com'] : []),
  ]
  return { ...row, verdict: 'warn', title: 'identityMissing', fix: 'identityFix', commands }
}

function agentRow({ state, path, version, searched, namedBy }: Setup['agent']): CheckRow {
  const row = { ...fine, name: 'agent', path } as const
  if (state === 'found')
    return {
      ...row,
      verdict: 'good',
      title: 'agent',
      values: { ...unnamed, version: version ?? '' },
    }
  if (state === 'invalid') {
    const fix = namedBy === 'settings' ? 'agentOwnFix' : 'agentInvalidFix'
    return { ...row, verdict: 'bad', title: 'agentInvalid', fix }
  }
  const commands = ['npm install -g @anthropic-ai/claude-code']
  return { ...row, verdict: 'bad', title: 'agentMissing', fix: 'agentFix', commands, searched }
}

function signedInRow(signedIn: Setup['agent']['signedIn']): CheckRow {
  const row = { ...fine, name: 'signedIn' } as const
  if (signedIn === 'yes') return { ...row, verdict: 'good', title: 'signedIn' }
  if (signedIn === 'unknown') return { ...row, verdict: 'good', title: 'signedUnknown' }
  return { ...row, verdict: 'warn', title: 'signedOut', fix: 'signInFix', commands: ['claude'] }
}
