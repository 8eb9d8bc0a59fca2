import { expect, it } from 'vitest'
import { agentEnvironment } from './environment.ts'

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
