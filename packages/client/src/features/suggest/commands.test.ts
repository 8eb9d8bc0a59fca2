import { expect, test } from 'vitest'
import { fittingCommands, isOfPlugin } from './commands.ts'

const command = (name: string, description = '', aliases: string[] = []) => ({
  name,
  description,
  hint: '',
  aliases,
})
const commands = [
  command('greet', 'Says hello'),
  command('code-review', 'Looks at the diff'),
  command('review', 'Looks at a pull request'),
  command('clear', 'Begins anew', ['reset', 'new']),
  command('compact', 'Summarises the conversation'),
  command('sketch', '(art) Draws', ['art:sketch']),
]
const names = (query: string) => fittingCommands(commands, query).map(({ name }) => name)

test.each([
  ['', ['greet', 'code-review', 'review', 'clear', 'compact', 'sketch']],
  ['rev', ['review', 'code-review']],
  ['REV', ['review', 'code-review']],
  ['reset', ['clear']],
  ['cmp', ['compact']],
  ['hello', ['greet']],
  ['art:ske', ['sketch']],
  ['zzz', []],
])('%j finds %j', (query, found) => expect(names(query)).toEqual(found))

test.each([
  ['art:sketch', true],
  ['art:folder', true],
  ['art:', false],
  ['art', false],
  ['arts:sketch', false],
])('%j is of a plugin that is there: %s', (query, is) =>
  expect(isOfPlugin(commands, query)).toBe(is),
)
