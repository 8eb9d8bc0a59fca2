// Choosing and typing → answers.
import { expect, it } from 'vitest'
import type { Question } from '@a-parallel/shared'
import {
  answersOf,
  nextOpen,
  revivedChoices,
  toggled,
  typed,
  unanswered,
  type Choices,
} from './questions.ts'

const one: Question = {
  question: 'Which field?',
  multiSelect: false,
  options: [{ label: 'tier' }, { label: 'sku' }],
}
const many: Question = {
  question: 'Which regions?',
  multiSelect: true,
  options: [{ label: 'EU' }, { label: 'US' }, { label: 'APAC' }],
}

it('lets a single choice replace the other, and the own words', () => {
  const words = typed(toggled({}, one, 'tier'), one, 'both')
  expect(answersOf([one], words)).toEqual({ 'Which field?': 'both' })
  expect(answersOf([one], toggled(words, one, 'sku'))).toEqual({ 'Which field?': 'sku' })
})

it('joins several choices in the order they were offered, own words last', () => {
  let choices: Choices = {}
  for (const label of ['APAC', 'EU', 'US', 'US']) choices = toggled(choices, many, label)
  choices = typed(choices, many, ' the moon ')
  expect(answersOf([many], choices)).toEqual({ 'Which regions?': 'EU, APAC, the moon' })
})

it('knows what is still to be answered', () => {
  const choices = toggled({}, one, 'tier')
  expect(unanswered([one, many], choices)).toEqual([many])
  expect(unanswered([one, many], typed(choices, many, '  '))).toEqual([many])
  expect(unanswered([one, many], typed(choices, many, 'none'))).toEqual([])
})

it('leads to the next question that needs an answer, round the end', () => {
  const last: Question = { ...one, question: 'Which colour?' }
  const questions = [one, many, last]
  expect(nextOpen(questions, {}, 0)).toBe(1)
  expect(nextOpen(questions, toggled({}, many, 'EU'), 0)).toBe(2)
  expect(nextOpen(questions, toggled({}, last, 'tier'), 2)).toBe(0)
  const all = toggled(toggled(toggled({}, one, 'sku'), many, 'EU'), last, 'tier')
  expect(nextOpen(questions, all, 1)).toBeNull()
})

it('takes from what was kept only what the questions still offer', () => {
  const kept = {
    'Which field?': { labels: ['tier', 'gone'], own: '' },
    'Which regions?': { labels: 'EU', own: 7 },
    'Who?': { labels: ['me'], own: '' },
  }
  expect(revivedChoices(kept, [one, many])).toEqual({
    'Which field?': { labels: ['tier'], own: '' },
    'Which regions?': { labels: [], own: '' },
  })
  for (const broken of [undefined, null, 'x', []])
    expect(revivedChoices(broken, [one, many])).toEqual({})
})
