// The face of rules: standing answers of whole projects. Those of a single thread are facts in its log.
import { Problem, whyNot, type RuleFault, type RuleSaying } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  Instant,
  OwnerId,
  ProjectId,
  Rule,
  RuleId,
  StandingRule,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import type { Database } from '../store/port.ts'
import { ruleTable } from './table.ts'

export interface RulesPorts {
  db: Database
  clock: Clock
  newId: NewId
}

export type Rules = ReturnType<typeof openRules>

export function openRules({ db, clock, newId }: RulesPorts) {
  const table = ruleTable(db)
  /** Asked for with every request of an agent. */
  const standing = new Map<string, readonly StandingRule[]>()
  const get = (owner: OwnerId, id: RuleId): Rule => {
    const rule = table.find(owner, id)
    if (!rule) throw new Problem('rule_not_found')
    return rule
  }
  return {
    list: (actor: Actor, projectId?: ProjectId): Rule[] => table.list(ownerOf(actor), projectId),
    standing(owner: OwnerId, projectId: ProjectId): readonly StandingRule[] {
      const key = `${owner} ${projectId}`
      let found = standing.get(key)
      if (!found) standing.set(key, (found = table.list(owner, projectId)))
      return found
    },
    /** A rule that says the same of the same is not made twice; its decision is the new one. */
    make(actor: Actor, projectId: ProjectId, saying: RuleSaying): Rule {
      const owner = ownerOf(actor)
      refuseFault(saying)
      standing.clear()
      const { kind, tool, pattern, decision } = saying
      const known = table
        .list(owner, projectId)
        .find((rule) => rule.kind === kind && rule.tool === tool && rule.pattern === pattern)
      if (known) {
        table.change(owner, known.id, { decision })
        return get(owner, known.id)
      }
      const id = newId() as RuleId // newId gives UUIDs.
      const since = { by: JSON.stringify(actor), createdAt: clock.now() }
      const unused = { usedCount: 0, lastUsedAt: null }
      table.insert({ id, owner, projectId, kind, tool, pattern, decision, ...since, ...unused })
      return get(owner, id)
    },
    change(actor: Actor, id: RuleId, body: CallRequest<Calls['changeRule']>['body']): Rule {
      const owner = ownerOf(actor)
      const { kind, tool, pattern, decision } = get(owner, id)
      const changed = {
        tool: body.tool ?? tool,
        pattern: body.pattern === undefined ? pattern : body.pattern,
        decision: body.decision ?? decision,
      }
      refuseFault({ kind, ...changed })
      standing.clear()
      table.change(owner, id, changed)
      return get(owner, id)
    },
    remove(actor: Actor, id: RuleId): void {
      const owner = ownerOf(actor)
      get(owner, id)
      standing.clear()
      table.remove(owner, id)
    },
    /** It answered a request. A crash between that answer and this leaves it uncounted. */
    used: (owner: OwnerId, id: RuleId, at: Instant): void => table.count(owner, id, at),
  }
}

const faults: Record<RuleFault, string> = {
  open: 'It would allow every command: say which, for example `git log *`.',
  program: 'Begin the pattern with the name of a program, in full.',
  outside: 'Name a path inside the checkout: without `..`, and not from the root.',
  place: 'Name a place from the root, its first folder in full and without `..`.',
  host: 'Name a host in full: `example.org`, or `*.example.org` for those below it.',
  pattern: 'Rules for this tool take no pattern.',
}

/** Throws `rule_invalid` for a rule that cannot be kept to. */
export function refuseFault(saying: RuleSaying): void {
  const fault = whyNot(saying)
  if (fault) throw new Problem('rule_invalid', faults[fault], { fault })
}

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
