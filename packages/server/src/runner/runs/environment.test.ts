import { expect, it } from 'vitest'
import { agentEnvironment, cacheFolder, fixedCacheFolder } from './environment.ts'

it('hands on what an agent needs, and nothing of ours or of other programs', () => {
  const needed = {
    PATH: '/bin',
    HOME: '/home/ana',
    LC_ALL: 'C.UTF-8',
    SSH_AUTH_SOCK: '/run/agent',
    HTTPS_PROXY: 'http://proxy',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    CLAUDE_CODE_OAUTH_TOKEN: 'x',
    CLAUDE_CONFIG_DIR: '/home/ana/.claude',
    CLAUDE_CODE_USE_BEDROCK: '1',
    AWS_REGION: 'eu-west-1',
  }
  const others = {
    A_PARALLEL_HOME: '/home/ana/.a-parallel',
    A_PARALLEL_RUN: 'of another run',
    PORT: '3001',
    NODE_OPTIONS: '--inspect',
    NODE_ENV: 'production',
    GITHUB_TOKEN: 'secret',
    DATABASE_URL: 'secret',
    CLAUDE_CODE_ENTRYPOINT: 'cli',
    CLAUDECODE: '1',
    UNSET: undefined,
  }
  expect(agentEnvironment({ ...needed, ...others })).toEqual(needed)
})

it.each([
  ['linux', '/home/ana/.cache', null],
  ['darwin', null, '/home/ana/Library/Caches'],
  ['win32', null, null],
] as const)('knows where programs keep their caches on %s', (platform, moved, fixed) => {
  const env = { HOME: '/home/ana' }
  expect([cacheFolder(env, platform), fixedCacheFolder(env, platform)]).toEqual([moved, fixed])
  expect([cacheFolder({}, platform), fixedCacheFolder({}, platform)]).toEqual([null, null])
})
