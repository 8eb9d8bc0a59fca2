// Twenty real agents at once on one repository, each with its own script. What each thread's log holds is compared with
// two witnesses that are not ours: the run's journal, read here, and what the scripted model sent.
import type { ThreadEvent, ThreadSnapshot } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readJournal, type Said } from '../support/journal.ts'
import { bash, prompt, write, type Step } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { decide } from '../support/threads.ts'
import { expectWhole } from '../support/crash/whole-repository.ts'

let server: TestServer
let repository: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_SLOTS: '20' } })
  repository = server.repository('many', {
    'README.md': '# Many\n',
    'src/a.ts': 'export const a = 1\n',
  })
  writeFileSync(join(repository, 'README.md'), '# Many, changed\n')
})
afterAll(() => server.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

/** Every script writes `thread-<n>.txt`; what else it does differs. */
function stepsOf(index: number): Step[] {
  const name = `thread-${index}.txt`
  const made = write(name, `made by ${index}\n`)
  const kinds: Step[][] = [
    [['Some words.', made], 'And more words, in the end.'],
    [[{ thinking: `I am ${index} and I think.` }, 'Then I speak.', made], 'Done thinking.'],
    [
      [made, { tool: 'Read', input: { file_path: '{{cwd}}/README.md' } }, bash('ls')],
      'Read: {{toolResult}}',
    ],
    [
      made,
      {
        tool: 'Edit',
        input: { file_path: `{{cwd}}/${name}`, old_string: 'made', new_string: 'changed' },
      },
      'Changed.',
    ],
    [['It will fail.', bash('echo no >&2; exit 3')], made, 'It failed: {{toolResult}}'],
    [
      {
        tool: 'Agent',
        input: {
          description: 'Look',
          prompt: prompt('Look', bash('ls src'), 'I saw {{toolResult}}'),
          subagent_type: 'general-purpose',
        },
      },
      made,
      'My helper answered: {{toolResult}}',
    ],
    [bash('seq 1 2000'), made, 'A lot of numbers.'],
    [made, [{ huge: { deltas: 500, chars: 40 } }]],
    [made, { blocks: ['Overloaded, then well.'], error: { status: 529, times: 1 } }],
    [made, bash(`git add -A && git commit -q -m "By ${index}"`), 'Committed.'],
  ]
  return kinds[index % kinds.length]!
}

/** Allows whatever is asked until all threads rest. */
async function allowAll(ids: string[]): Promise<ThreadSnapshot[]> {
  return Promise.all(
    ids.map(async (id) => {
      for (;;) {
        const thread = await server.until(
          id,
          ({ status, approvals }) =>
            ['completed', 'failed', 'stopped', 'interrupted'].includes(status) ||
            approvals.some((approval) => approval.state === 'pending'),
          200_000,
        )
        const approval = thread.approvals.find((one) => one.state === 'pending')
        if (!approval) return thread
        await decide(server, id, approval, { decision: 'allow' })
      }
    }),
  )
}

/** What our log says was said and done, in the form of the independent reader. */
function saidOf(thread: ThreadSnapshot): Said[] {
  return thread.items.flatMap((item): Said[] => {
    const parent = item.parentId
    if (item.kind === 'agent-message') return [{ kind: 'text', text: item.text, parent }]
    if (item.kind === 'reasoning') return [{ kind: 'thinking', text: item.text, parent }]
    if (item.kind !== 'tool-call') return []
    const failed = item.state === 'failed' || item.state === 'denied'
    return [
      { kind: 'call', text: item.id, parent, result: { text: item.output?.text ?? '', failed } },
    ]
  })
}

function withoutResults(said: Said[]): Omit<Said, 'result'>[] {
  return said.map(({ kind, text, parent }) => ({ kind, text, parent }))
}

function expectGapFree(events: ThreadEvent[]): void {
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  const completed = events.flatMap((event) =>
    event.type === 'item.completed' ? [JSON.stringify(event.data)] : [],
  )
  expect(new Set(completed).size).toBe(completed.length)
}

it('twenty at once: each in its own worktree, each log whole and in order, as two other witnesses have it', async () => {
  const projectId = await server.addProject(repository)
  const before = ['status --porcelain', 'rev-parse HEAD', 'config --local --list'].map((args) =>
    git(repository, ...args.split(' ')),
  )
  const index = readFileSync(join(repository, '.git', 'index'))
  const scripts = Array.from({ length: 20 }, (_, number) =>
    prompt(`Thread ${number}`, ...stepsOf(number)),
  )
  const ids = await Promise.all(
    scripts.map((text) => server.thread({ projectId, permissionMode: 'autoEdit', prompt: text })),
  )
  const threads = await allowAll(ids)
  expect(threads.map((thread) => [thread.status, thread.turns[0]?.problem ?? null])).toEqual(
    threads.map(() => ['completed', null]),
  )

  for (const [number, thread] of threads.entries()) {
    const path = thread.worktreePath!
    const wanted = number % 10 === 3 ? `changed by ${number}\n` : `made by ${number}\n`
    expect(readFileSync(join(path, `thread-${number}.txt`), 'utf8')).toBe(wanted)
    expect(readdirSync(path).filter((name) => name.startsWith('thread-'))).toEqual([
      `thread-${number}.txt`,
    ])
    expect(existsSync(join(repository, `thread-${number}.txt`))).toBe(false)

    expectGapFree(await server.events(thread.id))
    const journal = readJournal(server.home, thread.run!.id)
    const ours = saidOf(thread)
    expect(withoutResults(ours)).toEqual(withoutResults(journal))
    for (const [at, call] of journal.entries()) {
      if (call.kind !== 'call') continue
      expect([call.text, ours[at]?.result?.failed]).toEqual([call.text, call.result?.failed])
      const item = thread.items.find(({ id }) => id === call.text)
      const tool = item?.kind === 'tool-call' ? item.name : undefined
      expectSameOutput(call.text, tool, ours[at]?.result?.text ?? '', call.result?.text ?? '')
    }

    const { sessionId } = thread.run!
    const sent = server.model
      .requests()
      .filter(
        (request) =>
          request.sessionId === sessionId &&
          request.answer.state === 'complete' &&
          request.kind === 'turn',
      )
    const main = sent.filter((request) => request.agentId === undefined)
    const words = ours
      .filter((one) => one.kind === 'text' && one.parent === null)
      .map((one) => one.text)
    expect(words).toEqual(main.map((request) => request.answer.text).filter((text) => text !== ''))
    const thought = ours.filter((one) => one.kind === 'thinking').map((one) => one.text)
    expect(thought).toEqual(
      sent.map((request) => request.answer.thinking).filter((text) => text !== ''),
    )
    const calls = sent.flatMap((request) => request.answer.toolUses.map((use) => use.id))
    expect(
      ours
        .filter((one) => one.kind === 'call')
        .map((one) => one.text)
        .toSorted(),
    ).toEqual(calls.toSorted())
  }

  const after = ['status --porcelain', 'rev-parse HEAD', 'config --local --list'].map((args) =>
    git(repository, ...args.split(' ')),
  )
  expect(after).toEqual(before)
  expect(readFileSync(join(repository, '.git', 'index')).equals(index)).toBe(true)
  expect(
    git(repository, 'log', '--format=%s', '--exclude=refs/a-parallel/*', '--all', '--not', 'main')
      .trim()
      .split('\n')
      .toSorted(),
  ).toEqual(['By 19', 'By 9'])
  await expectWhole(repository)
}, 300_000)

/**
 * Results may be shown without the vendor's wrapping, and long ones without their middle; of a tool whose call says it
 * all (an edit) none need be shown, what a command printed always is.
 */
function expectSameOutput(
  id: string,
  tool: string | undefined,
  ours: string,
  theirs: string,
): void {
  const wrapping = /<\/?[a-z_-]+>|^Exit code \d+$|^\(Bash completed with no output\)$|\s+/gm
  const plain = (text: string) => text.replaceAll(wrapping, '')
  const one = plain(ours)
  const other = plain(theirs)
  const within = other.includes(one.slice(0, 200)) && other.includes(one.slice(-200))
  const shown = tool === 'Bash' ? (one === '') === (other === '') : true
  expect([id, one === other || (within && shown)]).toEqual([id, true])
}
