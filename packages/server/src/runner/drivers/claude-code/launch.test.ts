import { join } from 'node:path'
import { expect, test } from 'vitest'
import { claudeCode } from './driver.ts'

const ask = {
  program: '/opt/claude',
  sessionId: '11111111-1111-4111-8111-111111111111',
  resumes: false,
  model: 'opus[1m]',
  scratch: '/runs/1/scratch',
  permissionMode: 'autoEdit',
  repositorySettings: false,
} as const

const flags = '-p --input-format stream-json --output-format stream-json --verbose'
const talk = '--include-partial-messages --permission-prompt-tool stdio --replay-user-messages'
const settings = '--settings={"disableAutoMode":"disable","useAutoModeDuringPlan":false}'
const kept = 'CronCreate,CronDelete,CronList,ScheduleWakeup,EnterWorktree,ExitWorktree'

test('a new conversation', () => {
  expect(claudeCode.launch(ask).argv.join(' ')).toBe(
    `/opt/claude ${flags} ${talk} --session-id ${ask.sessionId} --permission-mode default` +
      ` --model opus[1m] --strict-mcp-config ${settings} --setting-sources=user --disallowedTools=${kept}`,
  )
})

test('one that is taken up again, in plan mode, with what its repository brings', () => {
  const { argv } = claudeCode.launch({
    ...ask,
    resumes: true,
    permissionMode: 'plan',
    repositorySettings: true,
    toolServers: '/runs/1/tool-servers.json',
  })
  expect(argv.join(' ')).toBe(
    `/opt/claude ${flags} ${talk} --resume ${ask.sessionId} --permission-mode plan` +
      ` --model opus[1m] --strict-mcp-config ${settings} --mcp-config=/runs/1/tool-servers.json --setting-sources=user,project,local --disallowedTools=${kept}`,
  )
})

test('no permission mode lets the agent allow itself anything', () => {
  for (const permissionMode of ['plan', 'confirmEdit', 'autoEdit'] as const) {
    const { argv } = claudeCode.launch({ ...ask, permissionMode })
    expect(['plan', 'default']).toContain(argv[argv.indexOf('--permission-mode') + 1])
  }
})

test('an effort is a flag where one was chosen', () => {
  expect(claudeCode.launch({ ...ask, effort: 'max' }).argv.join(' ')).toContain(' --effort max ')
  expect(claudeCode.launch({ ...ask, effort: null }).argv).not.toContain('--effort')
})

test('the environment and the handshake', () => {
  const { env, firstLines } = claudeCode.launch(ask)
  expect(env).toEqual({
    CLAUDE_CODE_TMPDIR: ask.scratch,
    CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
    CLAUDE_CODE_EAGER_FLUSH: '1',
    CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
    DISABLE_AUTOUPDATER: '1',
  })
  expect(firstLines).toEqual(claudeCode.encode({ type: 'greet' }))
})

test('it finds no place for its logs, which hold the keys of tool servers; what it starts finds the caches', () => {
  const { argv, env } = claudeCode.launch({ ...ask, caches: '/home/me/.cache' })
  expect(env['XDG_CACHE_HOME']).toBe('/dev/null')
  const told = argv.find((one) => one.startsWith('--settings='))
  expect(JSON.parse(told!.slice('--settings='.length))).toMatchObject({
    env: { XDG_CACHE_HOME: '/home/me/.cache' },
  })
})

test('where no variable moves its logs, their folder is one to be closed to other users', () => {
  const { env, closed } = claudeCode.launch({ ...ask, fixedCaches: '/Users/me/Library/Caches' })
  expect(closed).toBe(join('/Users/me/Library/Caches', 'claude-cli-nodejs'))
  expect(env).not.toHaveProperty('XDG_CACHE_HOME')
  expect(claudeCode.launch({ ...ask, caches: '/home/me/.cache' }).closed).toBeNull()
})

test('what its project tells it travels in the handshake, where no other user sees it', () => {
  const instructions = 'Answer in verse.\n"Quoted", and a \u2028 too.'
  const { argv, firstLines } = claudeCode.launch({ ...ask, instructions })
  expect(argv.join(' ')).not.toContain('verse')
  expect(firstLines).toHaveLength(1)
  expect(firstLines[0]).not.toContain('\n')
  expect(JSON.parse(firstLines[0]!)).toMatchObject({
    request: { subtype: 'initialize', forwardSubagentText: true, appendSystemPrompt: instructions },
  })
})
