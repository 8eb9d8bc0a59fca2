// What is taken for a secret in arguments and addresses.
import { expect, it } from 'vitest'
import { blank } from '../written.ts'
import { openSecrets } from './open-secrets.ts'

it.each<[string[], string | null]>([
  [['-y', '@good/mcp', '--api-key=sk-1'], '--api-key'],
  [['-y', '@good/mcp', '--api-key', 'sk-1'], '--api-key'],
  [['run', '-e', 'GITHUB_TOKEN=ghp_1', 'image'], 'GITHUB_TOKEN'],
  [['--header', 'Authorization: Bearer sk-1'], 'Authorization'],
  [['--accessToken', 'sk-1'], '--accessToken'],
  [['run', '-e', 'GITHUB_TOKEN', 'image'], null],
  [['--api-key={key}'], null],
  [['--api-key', '--verbose'], null],
  [['--api-key'], null],
  [['--max-tokens', '100', '--keyboard=de', '--author', 'me'], null],
])('of %j: %j', (args, found) => {
  const written = { ...blank, args: args.join('\n'), places: ['{key}'] }
  expect(openSecrets(written)).toEqual({ args: found, url: null })
})

it.each<[string, string | null]>([
  ['https://mcp.example.com/?api_key=sk-1', 'api_key'],
  ['https://mcp.example.com/?a=b&apiKey=sk-1', 'apiKey'],
  ['https://mcp.example.com/?token={key}', null],
  ['https://mcp.example.com/?key=', null],
  ['https://mcp.example.com/key', null],
  ['https:/', null],
])('of %s: %j', (url, found) => {
  const written = { ...blank, type: 'http' as const, url, places: ['{key}'] }
  expect(openSecrets(written)).toEqual({ args: null, url: found })
})
