// What a person has chosen and typed for an agent's questions, and the answers that makes. Pure.
import type { Question } from '@a-parallel/shared'

/** For one question: the labels chosen, and words of one's own. */
export type Choice = { labels: readonly string[]; own: string }
export type Choices = Readonly<Record<string, Choice>>

export const nothingChosen: Choice = { labels: [], own: '' }

/** The choices after a press on an option. In a single choice it replaces the others and the own words. */
export function toggled(choices: Choices, question: Question, label: string): Choices {
  const before = choices[question.question] ?? nothingChosen
  const has = before.labels.includes(label)
  const after: Choice = question.multiSelect
    ? { ...before, labels: has ? without(before.labels, label) : [...before.labels, label] }
    : { labels: [label], own: '' }
  return { ...choices, [question.question]: after }
}

/** The choices after typing. In a single choice own words replace the option. */
export function typed(choices: Choices, question: Question, own: string): Choices {
  const before = choices[question.question] ?? nothingChosen
  const labels = question.multiSelect || own.trim() === '' ? before.labels : []
  return { ...choices, [question.question]: { labels, own } }
}

/** Question text → labels in the order in which they were offered, joined by ", ", and own words last. */
export function answersOf(
  questions: readonly Question[],
  choices: Choices,
): Record<string, string> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const { labels, own } = choices[question.question] ?? nothingChosen
      const offered = question.options.map(({ label }) => label).filter((l) => labels.includes(l))
      const parts = own.trim() === '' ? offered : [...offered, own.trim()]
      return parts.length === 0 ? [] : [[question.question, parts.join(', ')]]
    }),
  )
}

/** The questions that still need an answer. */
export function unanswered(questions: readonly Question[], choices: Choices): Question[] {
  const answers = answersOf(questions, choices)
  return questions.filter(({ question }) => answers[question] === undefined)
}

/** The place of the next question after `from` that needs an answer, from the start again at the end; null when none does. */
export function nextOpen(
  questions: readonly Question[],
  choices: Choices,
  from: number,
): number | null {
  const open = unanswered(questions, choices).map((question) => questions.indexOf(question))
  return open.find((index) => index > from) ?? open[0] ?? null
}

/** Choices as they were kept: of known questions, with labels that are offered. */
export function revivedChoices(kept: unknown, questions: readonly Question[]): Choices {
  if (typeof kept !== 'object' || kept === null) return {}
  const known = new Map<string, unknown>(Object.entries(kept))
  return Object.fromEntries(
    questions.flatMap(({ question, options }) => {
      const choice = known.get(question)
      if (typeof choice !== 'object' || choice === null) return []
      const labels = 'labels' in choice && Array.isArray(choice.labels) ? choice.labels : []
      const own = 'own' in choice && typeof choice.own === 'string' ? choice.own : ''
      const offered = options.map(({ label }) => label).filter((label) => labels.includes(label))
      return [[question, { labels: offered, own }]]
    }),
  )
}

function without(labels: readonly string[], label: string): string[] {
  return labels.filter((known) => known !== label)
}
