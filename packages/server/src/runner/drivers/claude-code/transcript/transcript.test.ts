// The lines of session files, as the program writes them (2.1.197), and as nobody should.
import type { Item } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import { Entry } from './entry.ts'
import { stateFrom } from '../decode/state.ts'
import { PlacedItems } from './placed.ts'
import { mostBlocks, mostOpen, remembered } from './remembered.ts'
import { saidBy } from './said.ts'
import { sessions } from './sessions.ts'

const sessionId = 'd6071877-a4e9-4e3d-ba6c-bb6a27b8b2d3'
const folder = '/repo'
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const second = (number: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, number)).toISOString()

interface Line {
  number: number
  parent?: number | null
  more?: Record<string, unknown>
}

/** A line as the program writes it; it goes on from the one before unless told otherwise. */
function line(type: string, { number, parent = number - 1, more }: Line): string {
  return JSON.stringify({
    parentUuid: parent ? uuid(parent) : null,
    isSidechain: false,
    type,
    uuid: uuid(number),
    timestamp: second(number),
    cwd: folder,
    sessionId,
    gitBranch: 'topic',
    ...more,
  })
}
const person = (number: number, content: unknown, parent?: number | null, more = {}) =>
  line('user', { number, parent, more: { message: { role: 'user', content }, ...more } })
const agent = (number: number, block: unknown, parent?: number, more = {}) =>
  line('assistant', {
    number,
    parent,
    more: {
      message: { id: `msg_${number}`, model: 'claude-sonnet-5', content: [block] },
      ...more,
    },
  })
const says = (text: string) => ({ type: 'text', text })
const calls = (id: string, command: string) => ({
  type: 'tool_use',
  id,
  name: 'Bash',
  input: { command, description: '' },
})
const gives = (id: string, content: string) => [
  { type: 'tool_result', tool_use_id: id, content, is_error: false },
]

function read(lines: readonly string[]) {
  const course = sessions.openCourse()
  for (const one of lines) course.note(one)
  const reader = sessions.openReader({ sessionId, folder, isOfCourse: course.course() })
  for (const [at, one] of lines.entries()) reader.read(one, at)
  return reader
}
const shown = (item: Item) => {
  if (item.kind === 'tool-call') return `${item.title}: ${item.output?.text ?? item.state}`
  return 'text' in item ? `${item.kind}: ${item.text}` : `${item.kind}: ${item.code}`
}

describe('a conversation', () => {
  const lines = [
    person(1, 'Look around', null),
    agent(2, { type: 'thinking', thinking: 'Hm.' }),
    agent(3, calls('t1', 'ls')),
    person(4, gives('t1', 'README.md'), 3, { toolUseResult: { stdout: 'README.md', stderr: '' } }),
    agent(5, says('Done.')),
    person(60, [says('And now?')], 5),
    agent(61, says('Nothing.')),
  ]

  it('has the items that its lines tell, with the times of then', () => {
    const { items, turns, omitted } = read(lines).end()
    expect(items.map(shown)).toEqual([
      'user-message: Look around',
      'reasoning: Hm.',
      'ls: README.md',
      'agent-message: Done.',
      'user-message: And now?',
      'agent-message: Nothing.',
    ])
    expect(items.map(({ at }) => at)).toEqual([1, 2, 3, 5, 60, 61].map(second))
    expect(omitted).toBe(0)
    expect(turns).toMatchObject([
      {
        id: uuid(1),
        state: 'completed',
        startedAt: second(1),
        endedAt: second(5),
        leaf: { sessionId, at: uuid(5) },
      },
      { id: uuid(60), endedAt: second(61), leaf: { sessionId, at: uuid(61) } },
    ])
    expect(items.map(({ turnId }) => turnId)).toEqual([
      ...Array.from({ length: 4 }, () => uuid(1)),
      uuid(60),
      uuid(60),
    ])
  })

  it('leaves out what a person went back from, but no result of calls that ran at once', () => {
    const { items } = read([
      person(1, 'First', null),
      agent(2, calls('a', 'one')),
      agent(3, calls('b', 'two')),
      person(4, gives('a', 'A'), 2),
      person(5, gives('b', 'B'), 3),
      agent(6, says('Both.')),
      person(7, 'Taken back', 6),
      agent(8, says('Taken back as well.')),
      person(9, 'Instead', 6),
      agent(10, says('So be it.')),
    ]).end()
    expect(items.map(shown)).toEqual([
      'user-message: First',
      'one: A',
      'two: B',
      'agent-message: Both.',
      'user-message: Instead',
      'agent-message: So be it.',
    ])
  })

  it('goes on over a summing up, and tells of it', () => {
    const { items } = read([
      person(1, 'Long', null),
      agent(2, says('Very.')),
      line('system', {
        number: 3,
        parent: null,
        more: {
          subtype: 'compact_boundary',
          logicalParentUuid: uuid(2),
          compactMetadata: { trigger: 'auto', preTokens: 170_000, postTokens: 600 },
        },
      }),
      person(4, 'This session is being continued …', 3, { isCompactSummary: true }),
      agent(5, says('On.')),
    ]).end()
    expect(items.map(shown)).toEqual([
      'user-message: Long',
      'agent-message: Very.',
      'notice: compacted',
      'agent-message: On.',
    ])
  })

  it('keeps what a subagent said under its call, and cuts off what never ended', () => {
    const reader = read([
      person(1, 'Send one', null),
      agent(2, {
        type: 'tool_use',
        id: 'sub',
        name: 'Agent',
        input: { description: 'Sub', prompt: 'p' },
      }),
      agent(3, calls('never', 'sleep 9')),
    ])
    reader.readUnder('sub', agent(20, says('From below.'), 1, { isSidechain: true }))
    reader.readUnder('unknown', agent(21, says('Of nobody.'), 1, { isSidechain: true }))
    const { items } = reader.end()
    expect(items.map(shown)).toEqual([
      'user-message: Send one',
      'Sub: interrupted',
      'sleep 9: interrupted',
      'agent-message: From below.',
    ])
    expect(items.at(-1)).toMatchObject({ parentId: 'sub', turnId: uuid(1) })
  })

  it('ends a turn that was broken off as such', () => {
    const { turns } = read([
      person(1, 'Go', null),
      person(2, [says('[Request interrupted by user]')]),
    ]).end()
    expect(turns).toMatchObject([{ state: 'interrupted', reason: 'stopped', endedAt: second(2) }])
  })
})

describe('hostile lines', () => {
  it.each([
    ['no JSON', '{"type":"user",'],
    ['NULs', '\0\0\0'],
  ])('%s become a notice', (_, hostile) => {
    const { items } = read([person(1, 'Go', null), hostile, agent(2, says('On.'))]).end()
    expect(items.map(shown)).toEqual([
      'user-message: Go',
      'notice: unreadable-output',
      'agent-message: On.',
    ])
    expect(JSON.stringify(items)).not.toContain('\\u0000')
  })

  it.each([
    ['another shape', '[1,2,3]'],
    ['a message of numbers', '{"type":"user","uuid":"x","message":{"content":7}}'],
    ['no message', '{"type":"assistant","uuid":7}'],
    ['an id that is none', person(3, 'Said', 2).replace(uuid(3), 'x')],
  ])('%s are nothing', (_, hostile) => {
    const { items } = read([person(1, 'Go', null), agent(2, says('On.')), hostile]).end()
    expect(items.map(shown).filter((text) => !text.includes('unreadable'))).toEqual([
      'user-message: Go',
      'agent-message: On.',
    ])
  })

  it.each(['constructor', '__proto__', 'toString'])('that answer the call %s answer none', (id) => {
    const answer = person(2, gives(id, 'x'))
    const { items } = read([person(1, 'Go', null), answer, agent(3, says('On.'))]).end()
    expect(items.map(shown)).toEqual(['user-message: Go', 'agent-message: On.'])
  })

  it('that nest deeper than anybody can follow hold up none of the others', () => {
    const deep = agent(2, { ...calls('t1', 'ls'), name: 'Else', input: { a: 'DEEP' } }).replace(
      '"DEEP"',
      '['.repeat(200_000) + ']'.repeat(200_000),
    )
    const { items } = read([person(1, 'Go', null), deep, agent(3, says('On.'))]).end()
    expect(shown(items[0] as Item)).toBe('user-message: Go') // What came first.
    expect(shown(items.at(-1) as Item)).toBe('agent-message: On.') // What came last.
  })

  it('of a year that no date of the product has are of the time before', () => {
    const odd = agent(2, says('On.')).replace(second(2), '+010000-01-01T00:00:00.000Z')
    const { items } = read([person(1, 'Go', null), odd]).end()
    expect(items.map(({ at }) => at)).toEqual([second(1), second(1)])
    expect(sessions.facts([person(1, 'Go', null), odd]).at).toBe(second(1))
  })

  it('that go round in a circle end', () => {
    const { items } = read([person(1, 'Go', 2), agent(2, says('On.'), 1)]).end()
    expect(items).toHaveLength(2)
  })

  it('that open more calls than any program does end, and the later ones are answered', () => {
    const most = 3000
    const all = Array.from({ length: most }, (_, at) => agent(at + 2, calls(`t${at}`, 'ls')))
    const first = person(most + 2, gives('t0', 'late'))
    const last = person(most + 3, gives(`t${most - 1}`, 'README.md'))
    const { items } = read([person(1, 'Go', null), ...all, first, last]).end()
    expect(items).toHaveLength(most + 1)
    expect(shown(items[1] as Item)).toBe('ls: interrupted') // It was placed first.
    expect(shown(items.at(-1) as Item)).toBe('ls: README.md') // And that one last.
  })

  it('of more blocks than any program writes become a notice', () => {
    const many = line('assistant', {
      number: 2,
      more: {
        message: {
          id: 'm',
          model: 'x',
          content: Array.from({ length: mostBlocks + 1 }, (_, at) => calls(`t${at}`, 'ls')),
        },
      },
    })
    const { items } = read([person(1, 'Go', null), many, agent(3, says('On.'))]).end()
    expect(items.map(shown)).toEqual([
      'user-message: Go',
      'notice: oversized-output',
      'agent-message: On.',
    ])
  })

  it('leave no more open than is remembered', () => {
    const open = Object.fromEntries(Array.from({ length: mostOpen + 9 }, (_, at) => [`x${at}`, '']))
    const todo = { id: '1', text: 'y'.repeat(100_000), state: 'pending' } as const
    const many = Array.from({ length: mostOpen + 9 }, () => todo)
    const { tasks, todos } = remembered({ ...stateFrom(null), tasks: open, todos: many })
    expect(Object.keys(tasks)).toEqual(Object.keys(open).slice(-mostOpen / 2))
    expect(JSON.stringify(todos).length).toBeLessThan(mostOpen * 400)
    expect(todos).toHaveLength(mostOpen)
  })

  it('that come twice are told once', () => {
    const twice = [person(1, 'Go', null), agent(2, says('On.'))]
    expect(
      read([...twice, ...twice])
        .end()
        .items.filter(({ kind }) => kind === 'user-message'),
    ).toHaveLength(1)
  })
})

it('of too much the end is kept', () => {
  const placed = new PlacedItems({ items: 10, units: 10_000 })
  const item = (number: number, text = 'x'): Item => ({
    kind: 'agent-message',
    id: `m${number}` as Item['id'], // Of the right shape.
    turnId: null,
    parentId: null,
    at: second(0),
    text,
    partial: false,
  })
  for (let number = 1; number <= 25; number += 1) placed.put(item(number))
  const { items, omitted } = placed.end()
  expect(items.length + omitted).toBe(25)
  expect(items.length).toBeLessThanOrEqual(10)
  expect(items.at(-1)?.id).toBe('m25')
  placed.put(item(26, 'y'.repeat(20_000)))
  expect(placed.end().items.map(({ id }) => id)).toEqual(['m26'])
})

describe('what a list tells', () => {
  it('is read from the beginning and the end', () => {
    const facts = sessions.facts([
      '{"type":"queue-operation","operation":"enqueue","content":"Look"}',
      person(1, '  Look\n around ', null),
      agent(2, says('Yes.')),
      person(9, gives('t', 'x')),
      '{"type":"ai-title","aiTitle":"A made-up name"}',
      person(10, 'Last words'),
    ])
    expect(facts).toEqual({
      folder,
      title: 'A made-up name',
      opening: 'Look around',
      latest: 'Last words',
      branch: 'topic',
      model: 'claude-sonnet-5',
      startedAt: second(1),
      at: second(10),
      messages: 3,
    })
  })

  it.each([
    [['custom-title', 'ai-title', 'summary'], 'custom-title'],
    [['summary', 'ai-title'], 'ai-title'],
    [['summary'], 'summary'],
    [[], null],
  ])('of the names %j the best is taken', (types, best) => {
    const key = { 'custom-title': 'customTitle', 'ai-title': 'aiTitle', summary: 'summary' }
    const lines = types.map((type) =>
      JSON.stringify({ type, [key[type as keyof typeof key]]: type }),
    )
    expect(sessions.facts(lines).title).toBe(best)
  })

  it.each(['', '{}', 'x', '\0', '{"type":"user","cwd":"/a\\u0000b","message":{"content":"x"}}'])(
    'of %j there is no session',
    (hostile) => expect(sessions.facts([hostile]).folder).toBeNull(),
  )
})

describe('what a person said', () => {
  it.each([
    ['words', 'Hello', { kind: 'message', text: 'Hello' }],
    ['a block', [says('Hello')], { kind: 'message', text: 'Hello' }],
    ['an image alone', [{ type: 'image' }], { kind: 'message', text: '[Image]' }],
    ['nothing', ' \n', { kind: 'nothing' }],
    [
      'a command',
      '<command-name>/model</command-name>\n<command-args>opus</command-args>',
      { kind: 'message', text: '/model opus' },
    ],
    ['a shell command', '<bash-input>ls</bash-input>', { kind: 'message', text: '! ls' }],
    [
      'its output',
      '<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>',
      { kind: 'output', text: 'a' },
    ],
    ['a caveat', '<local-command-caveat>x</local-command-caveat>', { kind: 'nothing' }],
    ['news of a task', '<task-notification>x</task-notification>', { kind: 'nothing' }],
    ['an interruption', '[Request interrupted by user for tool use]', { kind: 'interruption' }],
    [
      'tags in words',
      'See <bash-input>ls</bash-input>',
      { kind: 'message', text: 'See <bash-input>ls</bash-input>' },
    ],
    ['a result', gives('t', 'x'), { kind: 'nothing' }],
  ])('%s', (_, content, expected) => {
    expect(saidBy(Entry.parse(JSON.parse(person(1, content, null))))).toEqual(expected)
  })

  it('reaches an agent at work by another line', () => {
    const more = { attachment: { type: 'queued_command', prompt: 'Hurry' } }
    const { items, turns } = read([
      person(1, 'Go', null),
      agent(2, calls('t', 'ls')),
      line('attachment', { number: 3, more }),
      agent(4, says('Yes.'), 3),
    ]).end()
    expect(items.map(shown)).toContain('user-message: Hurry')
    expect(turns).toHaveLength(1)
  })
})

describe('names', () => {
  it.each([
    ['-a-my-repo-x', '/a/my.repo x', 'it'],
    ['-a-my-repo-x-deeper', '/a/my.repo x', 'inside'],
    ['-a-my-repo-xy', '/a/my.repo x', null],
    [`${'-a'.repeat(100)}-4f2a`, '/a'.repeat(120), 'inside'],
  ])('%s', (name, cwd, expected) => expect(sessions.mayHold(name, cwd)).toBe(expected))

  it.each([
    [`${sessionId}.jsonl`, sessionId],
    ['agent-ae9891919f08f3f8e.jsonl', null],
    [`${sessionId}.jsonl.bak`, null],
    ['../../etc/passwd', null],
  ])('%s', (file, expected) => expect(sessions.idOf(file)).toBe(expected))

  it('of running programs and of calls are read from notes', () => {
    expect(sessions.running(JSON.stringify({ pid: 7, sessionId, procStart: '12' }))).toEqual({
      pid: 7,
      sessionId,
      start: '12',
    })
    expect(sessions.running('{"pid":-1}')).toBeNull()
    expect(sessions.callOf('{"toolUseId":"toolu_1"}')).toBe('toolu_1')
    expect(sessions.callOf('nonsense')).toBeNull()
  })
})

it('a summary of an earlier version, tied to nothing, hides nothing', () => {
  const { items } = read([
    person(1, 'Long', null),
    agent(2, says('Very.')),
    person(3, 'Summed up', null, { isCompactSummary: true }),
    agent(4, says('On.')),
  ]).end()
  expect(items.map(shown)).toEqual([
    'user-message: Long',
    'agent-message: Very.',
    'agent-message: On.',
  ])
})
