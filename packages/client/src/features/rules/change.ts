// Removes or changes a rule at once, with a way back: the same rule, made anew, or as it was.
import type { Rule, RuleWords, StandingRule, ThreadId } from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { problemWords } from '../../words/problem-text.ts'

type Saying = Pick<StandingRule, 'kind' | 'tool' | 'pattern' | 'decision'>
type Changed = () => Promise<void>

/** `changed` is called once the rules are others than before. */
export async function removeRule(rule: Rule, changed: Changed): Promise<void> {
  await callApi('removeRule', { params: { id: rule.id } })
  await changed()
  offerUndo('rules.removed', rule, async () => {
    try {
      await callApi('makeRule', { params: { id: rule.projectId }, body: sayingOf(rule) })
    } finally {
      await changed()
    }
  })
}

/** A rule of one thread: that it is gone, and that it is back, the thread's log tells. */
export async function removeThreadRule(id: ThreadId, rule: StandingRule): Promise<void> {
  await callApi('removeThreadRule', { params: { id, ruleId: rule.id } })
  offerUndo('rules.removed', rule, () =>
    callApi('makeThreadRule', { params: { id }, body: sayingOf(rule) }),
  )
}

export async function changeRule(
  rule: Rule,
  body: Omit<Saying, 'kind'>,
  changed: Changed,
): Promise<void> {
  const change = async (to: Omit<Saying, 'kind'>) => {
    try {
      await callApi('changeRule', { params: { id: rule.id }, body: to })
    } finally {
      await changed()
    }
  }
  await change(body)
  const { tool, pattern, decision } = rule
  offerUndo('rules.changed', body, () => change({ tool, pattern, decision }))
}

function sayingOf({ kind, tool, pattern, decision }: Saying): Saying {
  return { kind, tool, pattern, decision }
}

function offerUndo(
  words: 'rules.removed' | 'rules.changed',
  { tool, pattern }: RuleWords,
  undo: () => Promise<unknown>,
): void {
  const name = pattern === null ? tool : `${tool}(${pattern})`
  const run = () =>
    void undo().catch((cause: unknown) =>
      showToast(problemWords(problemOf(cause)).text, { tone: 'bad' }),
    )
  showToast(i18next.t(words, { name }), { action: { label: i18next.t('threads.undo'), run } })
}
