// The files of skills are read before they are given to an agent: of one that is staged and of one that stands, never
// anything else, whatever is asked for.
import type { StagedSkills } from '@a-parallel/shared'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { putSkill, skillText, zippedSkill } from '../../support/skills/skill-files.ts'

let server: TestServer
let staged: StagedSkills

beforeAll(async () => {
  server = await startTestServer()
  putSkill(own(), 'greet', skillText('greet', 'Say hello.'))
  writeFileSync(own('greet', 'old.sh'), 'echo old\n')
  writeFileSync(own('secret'), 'secret')
  symlinkSync('../secret', own('greet', 'linked'))
  staged = await stage()
})
afterAll(() => server?.close())

const own = (...path: string[]) => join(server.folder, 'home', '.claude', 'skills', ...path)

async function stage(): Promise<StagedSkills> {
  const answer = await fetch(`${server.origin}/api/skills/archives?name=greet.zip`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}` },
    body: new Uint8Array(zippedSkill('greet', skillText('greet', 'Say goodbye.'))),
  })
  return (await answer.json()) as StagedSkills // As the call declares it.
}

const query = (of: Record<string, string>) => new URLSearchParams(of).toString()
const ofStanding = (path: string) =>
  server.api('GET', `/api/skills/file?${query({ skill: 'user:skill:greet', path })}`)
const ofStaged = (what: string, more: Record<string, string>, id: string = staged.id) =>
  server.api('GET', `/api/skills/staged/${id}/${what}?${query({ inside: 'greet', ...more })}`)

it('a script is read before it is installed, and a change line by line', async () => {
  const script = await ofStaged('file', { path: 'scripts/wave.sh' })
  expect(script.body).toMatchObject({
    text: '#!/bin/sh\necho hello\n',
    executable: true,
    next: null,
  })
  const change = await ofStaged('change', { path: 'SKILL.md' })
  expect(change.body).toMatchObject({
    hunks: [{ lines: expect.arrayContaining(['-Say hello.', '+Say goodbye.']) }],
  })
  const before = await ofStaged('file', { path: 'SKILL.md', side: 'standing' })
  expect(before.body.text).toContain('Say hello.')
  const gone = await ofStaged('file', { path: 'old.sh', side: 'standing' })
  expect(gone.body.text).toBe('echo old\n')
  expect((await ofStanding('old.sh')).body.text).toBe('echo old\n')
  const own = await server.api('GET', '/api/skills/file?skill=user:skill:greet')
  expect(own.body.text).toContain('Say hello.')
})

it.each(['../secret', '/etc/passwd', 'a\0b', '', '.', 'scripts/../../secret', 'x'.repeat(5_000)])(
  'a path is refused that leads out of the skill: %j',
  async (path) => {
    const answers = await Promise.all([
      ofStanding(path),
      ofStaged('file', { path }),
      ofStaged('file', { path, side: 'standing' }),
      ofStaged('change', { path }),
    ])
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([400, 'invalid_input'])
      expect(body).not.toHaveProperty('text')
    }
  },
)

it('what is no file of it is not read, nor what is nobody’s', async () => {
  const codes = async (...asked: Promise<{ status: number; body: { code: string } }>[]) =>
    (await Promise.all(asked)).map(({ body }) => body.code)
  expect(
    await codes(
      ofStanding('linked'),
      ofStanding('nothing'),
      ofStaged('file', { path: 'linked' }),
      ofStaged('file', { path: 'linked', side: 'standing' }),
      // It would be new, or gone.
      ofStaged('file', { path: 'scripts/wave.sh', side: 'standing' }),
      ofStaged('file', { path: 'old.sh' }),
      ofStaged('change', { path: 'old.sh' }),
    ),
  ).toEqual(Array.from({ length: 7 }, () => 'skill_file_not_found'))
  expect(
    await codes(
      ofStaged('file', { path: 'SKILL.md', inside: '..' }),
      ofStaged('file', { path: 'SKILL.md', inside: '' }),
      server.api('GET', '/api/skills/file?skill=user:skill:..&path=secret'),
    ),
  ).toEqual(['skill_not_found', 'skill_not_found', 'skill_not_found'])
  expect(
    await codes(
      ofStaged('file', { path: 'SKILL.md' }, crypto.randomUUID()),
      ofStaged('change', { path: 'SKILL.md' }, crypto.randomUUID()),
    ),
  ).toEqual(['staged_not_found', 'staged_not_found'])
  expect((await ofStaged('file', { path: 'SKILL.md', from: '-1' })).status).toBe(400)
})
