import type { Setup } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { checksOf, isReady } from './checks.ts'

const setup = (agent: Partial<Setup['agent']> = {}, git: Partial<Setup['git']> = {}): Setup => ({
  git: { version: '2.47.1', supported: true, identity: { name: 'Ana', email: 'a@x' }, ...git },
  agent: {
    state: 'found',
    path: '/bin/claude',
    version: '2.1.0',
    searched: [],
    signedIn: 'yes',
    namedBy: 'search',
    fault: null,
    detail: null,
    login: { kind: 'api-key', by: 'ANTHROPIC_API_KEY', plan: null, baseUrl: null },
    ...agent,
  },
  models: [],
  platform: 'linux',
  home: '/home/ana',
  demo: false,
})
const titles = (value: Setup) => checksOf(value).map(({ title, verdict }) => `${title}:${verdict}`)

it('is ready when all is there', () => {
  expect(titles(setup())).toEqual(['git:good', 'identity:good', 'agent:good', 'signedIn:good'])
  expect(isReady(setup())).toBe(true)
})

it('asks nothing about an agent that is not there', () => {
  const searched = ['/a/claude', '/b/claude']
  const missing = setup({ state: 'missing', path: null, version: null, searched })
  expect(titles(missing)).toEqual(['git:good', 'identity:good', 'agentMissing:bad'])
  expect(checksOf(missing).at(-1)?.searched).toEqual(searched)
  expect(isReady(missing)).toBe(false)
})

it('gives the commands for exactly what is missing', () => {
  const half = setup({}, { identity: { name: 'Ana', email: null } })
  expect(checksOf(half)[1]?.commands).toEqual(['git config --global user.email you@example.com'])
  expect(isReady(half)).toBe(true)
})

it('is not ready with a git that is too old', () => {
  const old = setup({}, { version: '2.34.1', supported: false })
  expect(titles(old)[0]).toBe('gitOld:bad')
  expect(isReady(old)).toBe(false)
})

it('says where to correct a path that does not run: in the settings, or in the environment', () => {
  const fixOf = (namedBy: Setup['agent']['namedBy']) =>
    checksOf(setup({ state: 'invalid', version: null, namedBy })).at(-1)?.fix
  expect([fixOf('settings'), fixOf('environment')]).toEqual(['agentOwnFix', 'agentInvalidFix'])
})
