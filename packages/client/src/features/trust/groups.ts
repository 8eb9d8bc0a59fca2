// What a repository brings, in the order in which it should be looked at.
import type { Brought, BroughtKind } from '@a-parallel/shared'

/** What runs without a word from anybody comes first. */
const order: readonly BroughtKind[] = [
  'unreadable',
  'setup-command',
  'teardown-command',
  'dev-server',
  'setup-variable',
  'agent-hook',
  'mcp-server',
  'agent-environment',
  'agent-permission',
  'agent-setting',
  'git-hook',
  'git-setting',
  'embedded-repository',
  'skill',
  'slash-command',
  'subagent',
]

export interface BroughtGroup {
  kind: BroughtKind
  things: Brought[]
}

export function groupsOf(brought: readonly Brought[]): BroughtGroup[] {
  return order.flatMap((kind) => {
    const things = brought.filter((one) => one.kind === kind)
    return things.length > 0 ? [{ kind, things }] : []
  })
}

/** How a thing is called in a sentence: by its key, or by its file where it is all of that. */
export function nameOf({ key, file }: Brought): string {
  return key === '' || key === 'config' ? file : key
}
