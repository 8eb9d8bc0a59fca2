import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

it('a thread writes a file in its own worktree after a permission, and answers a follow-up in the same session', async () => {
  const projectId = await server.addProject(server.repository('shop'))
  const steps = [
    [
      'I will write it.',
      { tool: 'Write', input: { file_path: '{{cwd}}/made.txt', content: 'made\n' } },
    ],
    ['Done.'],
  ]
  const id = await server.thread({
    projectId,
    prompt: `Make a file [[script:${JSON.stringify(steps)}]]`,
  })
  const asked = await server.untilStatus(id, 'waiting')
  expect(asked.waitingReason).toBe('permission')
  const approval = asked.approvals[0]!
  expect(approval.detail).toMatchObject({ kind: 'edit', path: 'made.txt' })
  const answered = await server.api('POST', `/api/threads/${id}/approvals/${approval.id}`, {
    decision: 'allow',
  })
  expect(answered.status).toBe(202)
  const done = await server.untilStatus(id, 'completed', 'failed')
  expect(done.status).toBe('completed')
  expect(readFileSync(join(done.worktreePath!, 'made.txt'), 'utf8')).toBe('made\n')
  await server.api('POST', `/api/threads/${id}/messages`, {
    text: 'And? [[script:["Nothing more."]]]',
  })
  const again = await server.until(
    id,
    (thread) => thread.turns.length === 2 && thread.status === 'completed',
  )
  expect(
    again.items.filter((item) => item.kind === 'agent-message').map((item) => item.text),
  ).toEqual(['I will write it.', 'Done.', 'Nothing more.'])
  expect(again.run?.id).toBe(done.run?.id)
})
