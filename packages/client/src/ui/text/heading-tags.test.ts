// Headings of an agent's text never leave out a level.
import { expect, it } from 'vitest'
import { headingTags } from './heading-tags.ts'

it.each([
  ['as written', [1, 2, 3], ['h3', 'h4', 'h5']],
  ['begun deep', [3, 3, 4], ['h3', 'h3', 'h4']],
  ['with a level left out', [1, 4, 2], ['h3', 'h4', 'h4']],
  ['going up again', [4, 2, 1, 2], ['h3', 'h3', 'h3', 'h4']],
  ['deeper than there are elements', [1, 2, 3, 4, 5, 6], ['h3', 'h4', 'h5', 'h6', 'h6', 'h6']],
  ['inside other blocks', [0, 2, 0, 3, 0], ['h3', 'h3', 'h4', 'h4', 'h5']],
])('%s', (_, depths, tags) => {
  expect(headingTags(depths)).toEqual(tags)
})
