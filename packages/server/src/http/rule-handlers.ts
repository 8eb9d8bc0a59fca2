// The calls about rules, bound to the features.
import type { Rules } from '../rules/index.ts'
import type { Threads } from '../threads/index.ts'
import type { Handlers } from './bound.ts'

type About = 'removeThreadRule' | 'listRules' | 'changeRule' | 'removeRule'

export function ruleHandlers(ports: { rules: Rules; threads: Threads }): Pick<Handlers, About> {
  const { rules, threads } = ports
  return {
    removeThreadRule: (actor, { params }) => ({
      seq: threads.removeRule(actor, params.id, params.ruleId),
    }),
    listRules: (actor, { query }) => ({ rules: rules.list(actor, query.projectId) }),
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
