// The calls about rules, bound to the features.
import type { Projects } from '../projects/index.ts'
import type { Rules } from '../rules/index.ts'
import type { Threads } from '../threads/index.ts'
import type { Handlers } from './bound.ts'

type About =
  | 'makeThreadRule'
  | 'removeThreadRule'
  | 'listRules'
  | 'makeRule'
  | 'changeRule'
  | 'removeRule'
type Ports = { rules: Rules; threads: Threads; projects: Pick<Projects, 'get'> }

export function ruleHandlers({ rules, threads, projects }: Ports): Pick<Handlers, About> {
  return {
    makeThreadRule: (actor, { params, body }) => ({
      seq: threads.makeRule(actor, params.id, body),
    }),
    removeThreadRule: (actor, { params }) => ({
      seq: threads.removeRule(actor, params.id, params.ruleId),
    }),
    listRules: (actor, { query }) => ({ rules: rules.list(actor, query.projectId) }),
    makeRule: (actor, { params, body }) => {
      const rule = rules.make(actor, projects.get(actor, params.id).id, body)
      threads.applyRules(rule.owner, rule.projectId)
      return rule
    },
    changeRule: (actor, { params, body }) => {
      const rule = rules.change(actor, params.id, body)
      threads.applyRules(rule.owner, rule.projectId)
      return rule
    },
    removeRule: (actor, { params }) => {
      rules.remove(actor, params.id)
      return {}
    },
  }
}
