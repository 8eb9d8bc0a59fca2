import { expect, it } from 'vitest'
import { ghEnvironment } from './gh-login.ts'

const tokens = { GH_ENTERPRISE_TOKEN: 'one', GITHUB_ENTERPRISE_TOKEN: 'two' }

it.each([
  ['github.com', undefined, false],
  ['github.evil.example', undefined, false],
  ['github.evil.example', 'code.acme.example', false],
  ['code.acme.example', 'code.acme.example', true],
  ['code.acme.example', 'Code.Acme.example', true],
])('%s, where GH_HOST is %s: tokens of an enterprise host go along: %s', (host, named, along) => {
  const env = { PATH: '/bin', GH_TOKEN: 'own', OTHER: 'x', GH_HOST: named, ...tokens }
  expect(ghEnvironment(env, host)).toEqual({
    PATH: '/bin',
    GH_TOKEN: 'own',
    GH_PROMPT_DISABLED: '1',
    ...(along ? tokens : {}),
  })
})
