// What is answered by itself, before a person is asked: by the permission mode or by a rule. Pure.
import { inDoubt, ruleFor, ruleName, type ProjectBudget } from '@a-parallel/contract/model'
import type { Ask, StandingName, StandingRule, ThreadView } from '@a-parallel/shared'

/** What holds for a thread beyond what its own log says. */
export interface Standing {
  /** The rules of its project. */
  rules: readonly StandingRule[]
  /** What its project may cost, where that is limited. */
  projectBudget?: () => ProjectBudget | null
  /** Whether its owner lets threads be in the mode that allows everything. */
  bypass: () => boolean
}

export const nothingStanding: Standing = { rules: [], bypass: () => false }

export interface StandingAnswer {
  decision: 'allow' | 'deny'
  message: string | null
  standing: StandingName
}

/** As much of a thread as its standing answers depend on. */
export type Asking = Pick<ThreadView, 'permissionMode' | 'mode'> & {
  rules: readonly StandingRule[]
}

/** The standing answer to a request, or null when a person must be asked. A no goes before any yes. */
export function standingAnswer(
  { permissionMode: mode, rules, mode: place }: Asking,
  ask: Ask,
  { rules: ofProject, bypass }: Standing,
): StandingAnswer | null {
  if (ask.kind !== 'permission') return null
  if (mode === 'plan') {
    const message =
      'This thread is in plan mode: nothing may be changed yet. Finish the plan and present it with ExitPlanMode.'
    return { decision: 'deny', message, standing: { name: 'plan' } }
  }
  const all = [...rules, ...ofProject]
  const rule = ruleFor(all, ask)
  const name = rule && { name: ruleName(rule), ruleId: rule.id }
  if (name && rule.decision === 'deny') {
    const message = `A standing rule of the user denies this: ${name.name}. Do not look for another way to do it.`
    return { decision: 'deny', message, standing: name }
  }
  if (inDoubt(all, ask)) return null
  if (mode === 'bypass' && place === 'worktree' && bypass())
    return { decision: 'allow', message: null, standing: { name: 'bypass' } }
  if (mode === 'autoEdit' && ask.editsCheckout)
    return { decision: 'allow', message: null, standing: { name: 'autoEdit' } }
  return name && { decision: 'allow', message: null, standing: name }
}
