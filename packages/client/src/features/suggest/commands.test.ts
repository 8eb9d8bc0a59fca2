import { expect, test } from 'vitest'
import { fittingCommands } from './commands.ts'

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
]
const names = (query: string) => fittingCommands(commands, query).map(({ name }) => name)

test.each([
  ['', ['greet', 'code-review', 'review', 'clear', 'compact']],
  ['rev', ['review', 'code-review']],
  ['REV', ['review', 'code-review']],
  ['reset', ['clear']],
  ['cmp', ['compact']],
  ['hello', ['greet']],
  ['zzz', []],
])('%j finds %j', (query, found) => expect(names(query)).toEqual(found))
