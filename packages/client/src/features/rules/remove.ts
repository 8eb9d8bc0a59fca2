// Removes a rule of a project at once, with a way back: the same rule, made anew.
import type { Rule } from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { problemWords } from '../../words/problem-text.ts'

/** `changed` is called once the rules are others than before. */
export async function removeRule(rule: Rule, changed: () => Promise<void>): Promise<void> {
  await callApi('removeRule', { params: { id: rule.id } })
  await changed()
  const name = rule.pattern === null ? rule.tool : `${rule.tool}(${rule.pattern})`
  showToast(i18next.t('rules.removed', { name }), {
    action: { label: i18next.t('threads.undo'), run: () => void makeAgain(rule, changed) },
  })
}

async function makeAgain(rule: Rule, changed: () => Promise<void>): Promise<void> {
  const { projectId, kind, tool, pattern, decision } = rule
  try {
    await callApi('makeRule', {
      params: { id: projectId },
      body: { kind, tool, pattern, decision },
    })
  } catch (cause) {
    showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
  }
  await changed()
}
