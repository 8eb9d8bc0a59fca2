// What a person chooses for a thread: its name, its model, what is answered without them.
import { assertNever, Problem } from '@a-parallel/contract/model'
import type { Fact, ThreadView } from '@a-parallel/shared'
import type { Command } from '../command.ts'
import { refuseBypass } from './bypass.ts'
import { settled } from '../record/ask.ts'
import type { Standing } from '../record/policy.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>
type Choice = Of<
  | 'rename'
  | 'choose-model'
  | 'choose-effort'
  | 'choose-permission-mode'
  | 'apply-rules'
  | 'make-rule'
  | 'remove-rule'
>

export function decideChoice(view: ThreadView, command: Choice, standing: Standing): Fact[] {
  switch (command.type) {
    case 'rename':
      // Who names it as it is called already has named it all the same.
      return view.title === command.title && !view.titleWanted
        ? []
        : [{ type: 'thread.renamed', data: { title: command.title } }]
    case 'choose-model':
      return view.model === command.model
        ? []
        : [{ type: 'thread.model-chosen', data: { model: command.model } }]
    case 'choose-effort':
      return view.effort === command.effort
        ? []
        : [{ type: 'thread.effort-chosen', data: { effort: command.effort } }]
    case 'choose-permission-mode':
      return modeChosen(view, command, standing)
    case 'apply-rules':
      return settled(view, standing)
    case 'make-rule':
      return ruleMade(view, command, standing)
    case 'remove-rule':
      return ruleRemoved(view, command)
    default:
      return assertNever(command)
  }
}

/** What waits is judged by the new mode at once. */
function modeChosen(
  view: ThreadView,
  { permissionMode }: Of<'choose-permission-mode'>,
  standing: Standing,
): Fact[] {
  if (view.permissionMode === permissionMode) return []
  refuseBypass(permissionMode, view.mode, standing.bypass)
  const chosen: Fact = { type: 'thread.permission-mode-chosen', data: { permissionMode } }
  return [chosen, ...settled({ ...view, permissionMode }, standing)]
}

/** Another answer to the same takes the place of the one that stood. */
function ruleMade(view: ThreadView, { rule }: Of<'make-rule'>, standing: Standing): Fact[] {
  const same = view.rules.filter(
    ({ kind, tool, pattern }) =>
      kind === rule.kind && tool === rule.tool && pattern === rule.pattern,
  )
  if (same.some(({ decision }) => decision === rule.decision)) return []
  const gone = same.map(({ id: ruleId }): Fact => ({ type: 'rule.removed', data: { ruleId } }))
  const made: Fact = { type: 'rule.made', data: { rule } }
  const rules = [...view.rules.filter((known) => !same.includes(known)), rule]
  return [...gone, made, ...settled({ ...view, rules }, standing)]
}

function ruleRemoved({ rules }: ThreadView, { ruleId }: Of<'remove-rule'>): Fact[] {
  if (!rules.some(({ id }) => id === ruleId)) throw new Problem('rule_not_found')
  return [{ type: 'rule.removed', data: { ruleId } }]
}
