// What a person has chosen for the questions of one request, which of them is in sight, and what comes next.
import type { Approval, Question } from '@a-parallel/shared'
import { useDraft } from '../drafts.ts'
import {
  nextOpen,
  nothingChosen,
  revivedChoices,
  toggled,
  typed,
  unanswered,
  type Choice,
  type Choices,
} from './questions.ts'
import { usePages, type Pages } from './use-pages.ts'

const noQuestions: readonly Question[] = []

export interface Answers {
  questions: readonly Question[]
  choices: Choices
  /** The questions that still need an answer. */
  missing: readonly Question[]
  pages: Pages
  question: Question | undefined
  choice: Choice
  /** The question in sight is answered. */
  ready: boolean
  toggle: (label: string) => void
  type: (own: string) => void
  /** Turns to the next question that needs an answer. */
  goOn: () => void
}

export function useAnswers({ id, detail }: Approval): Answers {
  const questions = detail.kind === 'question' ? detail.questions : noQuestions
  const [choices, change] = useDraft(id, (kept) => revivedChoices(kept, questions))
  const pages = usePages(questions.length, nextOpen(questions, choices, -1) ?? 0)
  const missing = unanswered(questions, choices)
  const question = questions[pages.at]
  return {
    questions,
    choices,
    missing,
    pages,
    question,
    choice: (question && choices[question.question]) ?? nothingChosen,
    ready: question !== undefined && !missing.includes(question),
    toggle: (label) => question && change((now) => toggled(now, question, label)),
    type: (own) => question && change((now) => typed(now, question, own)),
    goOn: () => pages.turn(nextOpen(questions, choices, pages.at) ?? pages.at),
  }
}
