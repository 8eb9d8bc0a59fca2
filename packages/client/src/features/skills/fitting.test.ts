import type { Skill } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { fitting } from './fitting.ts'

const skill = (name: string, description: string) => ({ name, folder: name, description }) as Skill // No more of it is read.
const all = [skill('art:draw', 'Draws things'), skill('ship', 'Brings a Thing out')]

it.each([
  ['', ['art:draw', 'ship']],
  ['  ', ['art:draw', 'ship']],
  ['/ship', ['ship']],
  ['THING', ['art:draw', 'ship']],
  ['thing out', ['ship']],
  ['art draws', ['art:draw']],
  ['nothing', []],
])('%j finds what holds all its words', (sought, names) => {
  expect(fitting(all, sought).map(({ name }) => name)).toEqual(names)
})
