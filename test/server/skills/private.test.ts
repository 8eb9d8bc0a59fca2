// Skills from a private repository: got with the person's own credential helper and ssh, as in their terminal; refused at once
// where those have nothing to give; and by no configuration but the person's.
import type { StagedSkills } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeRepository, startTestServer, type TestServer } from '../../support/server.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../../support/skills/https-git.ts'
import { skillText } from '../../support/skills/skill-files.ts'

const password = 's3cret-0123456789'

let server: TestServer
let git: HttpsGit
let outside: string
let ssh: string

/** Runs what it is told on this machine; writes down who called it, with which agent, and whether it could ask somebody. */
const script = (seen: string) => `#!/bin/sh
for last; do :; done
if (: < /dev/tty) 2> /dev/null; then asks=yes; else asks=no; fi
echo "agent=$SSH_AUTH_SOCK asks=$asks" >> '${seen}'
case "$*" in *closed.example*) echo 'ana@closed.example: Permission denied (publickey).' >&2; exit 255;; esac
exec sh -c "$last"
`

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'a-parallel-private-'))
  ssh = join(outside, 'ssh')
  writeFileSync(ssh, script(join(outside, 'seen')), { mode: 0o755 })
  const certificate = madeCertificate(outside)
  server = await startTestServer({
    env: { GIT_SSL_CAINFO: certificate, SSH_AUTH_SOCK: '/run/ana/agent' },
  })
  git = await startHttpsGit(outside, certificate, { login: `ana:${password}` })
  makeRepository(join(outside, 'skills'), { 'ship/SKILL.md': skillText('ship', 'Ship it.') })
  // The folder that the server's data lie in is a repository too, which names programs of its own.
  const bad = `touch '${join(outside, 'harm')}'`
  execFileSync('git', ['init', '-q', server.folder])
  for (const [name, value] of [
    ['core.sshCommand', bad],
    ['credential.helper', `!${bad}; :`],
    ['core.askPass', bad],
  ] as const)
    execFileSync('git', ['config', name, value], { cwd: server.folder })
})
beforeEach(() => person(''))
afterAll(async () => {
  await server?.close()
  await git?.close()
  rmSync(outside, { recursive: true, force: true })
})

/** What the person has set for their git. */
function person(settings: string): void {
  const home = server.environment.HOME ?? ''
  writeFileSync(join(home, '.gitconfig'), `[user]\n\tname = Ada\n${settings}`)
}
const stage = async (url: string) =>
  server.api('POST', '/api/skills/staged', { projectId: null, from: { kind: 'git', url } })
const staged = () => readdirSync(join(server.home, 'skills', 'staged'))

it('over https with what the credential helper gives, which is kept nowhere', async () => {
  const url = `${git.origin}/skills`
  const without = await stage(url)
  expect([without.status, without.body.code]).toEqual([422, 'clone_signed_out'])
  person(`[credential]\n\thelper = "!echo username=ana; echo password=${password}; :"\n`)
  const { status, body } = await stage(url)
  expect(status).toBe(201)
  expect((body as StagedSkills).skills).toMatchObject([{ name: 'ship', inside: 'ship' }]) // As the call declares it.
  const inside = ['ship']
  await server.api('POST', `/api/skills/staged/${body.id}`, { inside })
  const { skills } = (await server.api('GET', '/api/skills')).body
  expect(skills).toContainEqual(
    expect.objectContaining({
      name: 'ship',
      origin: expect.objectContaining({ kind: 'git', url }),
    }),
  )
  const again = { projectId: null, from: { kind: 'again', name: 'ship' } }
  expect((await server.api('POST', '/api/skills/staged', again)).status).toBe(201)
  const log = readFileSync(join(server.home, 'logs', 'server.log'), 'utf8')
  expect(log).not.toContain(password)
})

it('over ssh with the person’s own ssh and its agent, which nobody is asked by', async () => {
  person(`[core]\n\tsshCommand = ${ssh}\n`)
  const url = `git@open.example:${join(outside, 'skills')}`
  const { status, body } = await stage(url)
  expect([status, body.skills?.[0]?.name]).toEqual([201, 'ship'])
  expect(readFileSync(join(outside, 'seen'), 'utf8')).toBe('agent=/run/ana/agent asks=no\n')
  const closed = await stage('ssh://ana@closed.example/skills')
  expect([closed.status, closed.body.code]).toEqual([422, 'clone_signed_out'])
})

it('leaves nothing of what it could not get, and took no other repository’s word', async () => {
  await stage(`${git.origin}/skills`)
  await stage(`${git.origin}/nothing`)
  expect(staged().filter((name) => name.startsWith('fetch-'))).toEqual([])
  expect(existsSync(join(outside, 'harm'))).toBe(false)
})
