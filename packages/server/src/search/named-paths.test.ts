import { expect, it } from 'vitest'
import { pathsNamedIn } from './named-paths.ts'

it.each([
  ['cat src/auth.ts | head -5', ['src/auth.ts']],
  ['sed -i "s, a , b ," \'README.md\' && rm -rf ./dist', ['README.md', './dist']],
  ['FILE=lib/a.py;python3 $FILE>out.txt', ['lib/a.py', 'out.txt']],
  ['cp a.txt a.txt .env', ['a.txt', '.env']],
  ['curl https://example.test/a.js', []],
  ['node --test=2.5 -n 1.5 --dir=/srv/web', ['/srv/web']],
  ['npm test . .. / --', []],
])('%s', (command, paths) => expect(pathsNamedIn(command)).toEqual(paths))

it('is at an end with a command that names no end of files', () => {
  const many = Array.from({ length: 500 }, (_, number) => `f/${number}.ts`)
  expect(pathsNamedIn(many.join(' '))).toEqual(many.slice(0, 50))
})
