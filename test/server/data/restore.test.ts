// A backup that a person chooses is put in the place of what is there: said first, undone by the same, and nothing of it for
// agents at work. Real agent on the scripted model, real files.
import type { Backup, BackupLook } from '@a-parallel/shared'
import { DatabaseSync } from '@photostructure/sqlite'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const thread = (title: string, ...steps: Parameters<typeof prompt>[1][]) =>
  server.thread({ projectId, title, prompt: prompt(title, ...steps) })
const backUp = async (): Promise<Backup> => (await server.api('POST', '/api/backups')).body
const look = async (from: string): Promise<BackupLook> =>
  (await server.api('GET', `/api/backups/look?from=${encodeURIComponent(from)}`)).body
const list = async () => (await server.api('GET', '/api/backups').catch(() => null))?.body ?? null

/** The threads in which it is found. */
const found = async (word: string): Promise<string[]> => {
  const { hits } = (await server.api('GET', `/api/search?q=${word}`)).body
  return hits.map(({ threadId }: { threadId: string }) => threadId)
}

/** Its agent is let go. */
async function letRest(id: string): Promise<void> {
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
}

/** Waits until it is in its place, and gives where what was there lies. */
async function restore(from: string): Promise<string> {
  const { status, body } = await server.api('POST', '/api/backups/restore', { from })
  expect([status, body]).toEqual([202, { at: expect.any(String) }])
  await expect
    .poll(async () => (await list())?.restored?.at ?? null, { timeout: 30_000 })
    .toBe(body.at)
  const { restored, isRestoring } = await list()
  expect([restored.why, isRestoring]).toEqual(['chosen', false])
  return restored.setAside
}

it('goes back to what was there then, keeps threads at work and what permits things, and is undone', async () => {
  const long = await thread('Long', 'One.')
  await rest(server, long)
  await letRest(long)
  const early = await thread('Early', ['May I?', write('early.txt', 'e')], 'Early went on.')
  const [first] = await asked(server, early)
  const { body: rule } = await server.api('POST', `/api/projects/${projectId}/rules`, {
    kind: 'command',
    tool: 'Bash',
    pattern: 'ls *',
    decision: 'allow',
  })
  const backup = await backUp()
  expect(backup).toMatchObject({ kind: 'asked', isChecked: true, until: null })
  expect(readdirSync(join(server.home, 'backups'))).toContain(backup.name)

  await server.api('DELETE', `/api/rules/${rule.id}`)
  await server.api('PATCH', `/api/projects/${projectId}`, { name: 'Renamed' })
  await talk(server, long, prompt('More', 'Two.'))
  const later = await thread('Later', 'Zebra.')
  await rest(server, later)
  await letRest(later)
  await letRest(long)
  const waiting = await thread('Waiting', ['May I?', write('late.txt', 'l')], 'Waiting went on.')
  const [second] = await asked(server, waiting)
  const runs = await Promise.all(
    [early, waiting].map(async (id) => (await server.snapshot(id)).run?.id),
  )
  const before = await Promise.all([early, waiting].map((id) => server.events(id)))

  const told = await look(backup.name)
  expect(told).toMatchObject({ at: backup.at, threads: 2, projectsGone: { total: 0 } })
  expect(told.gone.names).toEqual(['Later'])
  expect(told.changed.names).toEqual(['Long'])
  expect(told.atWork.names.toSorted()).toEqual(['Early', 'Waiting'])

  const requests = server.model.requests.length
  const aside = await restore(backup.name)
  expect(said(await server.snapshot(long))).toEqual(['One.'])
  expect((await server.api('GET', `/api/threads/${later}`)).status).toBe(404)
  const rules = (await server.api('GET', '/api/rules')).body
  expect(JSON.stringify(rules)).not.toContain('ls *')
  const after = await Promise.all([early, waiting].map((id) => server.events(id)))
  for (const [index, events] of before.entries())
    expect(after[index]?.slice(0, events.length)).toEqual(events)
  expect(server.model.requests.length).toBe(requests)
  for (const [index, id] of [early, waiting].entries()) {
    const found = await server.untilStatus(id, 'waiting')
    expect(found.run?.id).toBe(runs[index])
  }
  for (const [id, approval] of [
    [early, first],
    [waiting, second],
  ] as const)
    if (approval) await decide(server, id, approval, { decision: 'allow' })
  expect(said(await rest(server, early))).toEqual(['May I?', 'Early went on.'])
  expect(said(await rest(server, waiting))).toEqual(['May I?', 'Waiting went on.'])
  // Once the index has followed all there is, so that nothing to find means something.
  await expect.poll(() => found('Early'), { timeout: 15_000 }).toContain(early)
  expect(await found('Zebra')).toEqual([])

  // The way back is the same way.
  const undo = await look(aside)
  expect(undo.back.names).toContain('Later')
  await restore(aside)
  expect(said(await server.snapshot(long))).toEqual(['One.', 'Two.'])
  expect(said(await server.snapshot(later))).toEqual(['Zebra.'])
  await expect.poll(() => found('Zebra'), { timeout: 15_000 }).toContain(later)
  expect(existsSync(aside)).toBe(true)
})

it('reads on in the journals of agents that were at work then', async () => {
  const id = await thread('Journal', ['Begin.', { hold: 'journal' }])
  await server.model.waitForRequest((request) => request.answer.holding === 'journal', 30_000)
  const backup = await backUp()
  server.model.release('journal')
  const done = await rest(server, id)
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
  const requests = server.model.requests.length
  await restore(backup.name)
  const again = await rest(server, id)
  expect(said(again)).toEqual(said(done))
  expect(again.turns.map(({ state }) => state)).toEqual(done.turns.map(({ state }) => state))
  const events = await server.events(id)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(server.model.requests.length).toBe(requests)
})

it('begins nothing anew that was done since, and permits nothing that was taken back since', async () => {
  const id = await thread('Queue', ['First.', { hold: 'queue' }])
  await server.model.waitForRequest((request) => request.answer.holding === 'queue', 30_000)
  const second = { text: prompt('Second', 'Second.') }
  expect((await server.api('POST', `/api/threads/${id}/messages`, second)).status).toBe(202)
  await server.api('PATCH', `/api/threads/${id}`, { permissionMode: 'autoEdit' })
  const backup = await backUp()
  server.model.release('queue')
  await server.until(id, (one) => said(one).includes('Second.') && one.status === 'completed')
  await server.api('PATCH', `/api/threads/${id}`, { permissionMode: 'confirmEdit' })
  await letRest(id)
  const requests = server.model.requests.length
  await restore(backup.name)
  await server.until(id, ({ run }) => run?.state === 'exited')
  await server.api('GET', '/api/projects')
  const after = await server.snapshot(id)
  expect(after.status).not.toMatch(/pending|running|waiting/)
  expect(after.permissionMode).toBe('confirmEdit')
  expect(server.model.requests.length).toBe(requests)
  const events = await server.events(id)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
})

it('refuses what is no backup, is damaged, or comes from a later version, and changes nothing', async () => {
  const backup = await backUp()
  const at = (name: string) => join(server.folder, name)
  writeFileSync(at('text.db'), 'no database at all, however long it may be. '.repeat(200))
  const other = new DatabaseSync(at('other.db'))
  other.exec('create table notes (text)')
  other.close()
  copyFileSync(backup.path, at('newer.db'))
  const newer = new DatabaseSync(at('newer.db'))
  newer.exec(`insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)`)
  newer.close()
  copyFileSync(backup.path, at('trigger.db'))
  const trigger = new DatabaseSync(at('trigger.db'))
  trigger.exec(
    `create trigger back after insert on trusts begin update trusts set digests = '[]'; end`,
  )
  trigger.close()
  copyFileSync(backup.path, at('virtual.db'))
  const virtual = new DatabaseSync(at('virtual.db'))
  virtual.exec('create virtual table more using fts5(text)')
  virtual.close()
  const endless = new DatabaseSync(at('endless.db'))
  endless.exec(`create view __drizzle_migrations as with recursive n (created_at) as
    (select 1 union all select created_at + 1 from n) select created_at from n`)
  endless.close()
  symlinkSync(at('loop.db'), at('loop.db'))
  symlinkSync(join(server.home, 'data.db'), at('link.db'))
  copyFileSync(backup.path, at('letter.db'))
  const letter = new DatabaseSync(at('letter.db'))
  letter.exec(`update events set data = replace(data, 'One', 'Own') where data like '%One.%'`)
  letter.close()
  copyFileSync(backup.path, at('short.db'))
  truncateSync(at('short.db'), Math.floor(backup.bytes / 2))
  writeFileSync(at('empty.db'), '')
  const cases = [
    ['text.db', 'backup_foreign'],
    ['empty.db', 'backup_foreign'],
    ['other.db', 'backup_foreign'],
    ['trigger.db', 'backup_foreign'],
    ['virtual.db', 'backup_foreign'],
    ['endless.db', 'backup_foreign'],
    ['data/data.db', 'backup_foreign'],
    ['data/server.lock', 'backup_foreign'],
    ['link.db', 'backup_foreign'],
    ['loop.db', 'backup_not_found'],
    ['newer.db', 'backup_newer'],
    ['letter.db', 'backup_damaged'],
    ['short.db', 'backup_damaged'],
    ['none.db', 'backup_not_found'],
  ] as const
  const bytes = readFileSync(at('newer.db'))
  for (const [name, code] of cases) {
    expect([
      name,
      (await server.api('GET', `/api/backups/look?from=${at(name)}`)).body.code,
    ]).toEqual([name, code])
    const refused = await server.api('POST', '/api/backups/restore', { from: at(name) })
    expect([name, refused.body.code]).toEqual([name, code])
  }
  expect(readFileSync(at('newer.db'))).toEqual(bytes)
  expect((await list()).isRestoring).toBe(false)
  expect(readdirSync(server.home).filter((name) => name.includes('.staged-'))).toEqual([])
  expect((await server.api('POST', '/api/backups/restore', { from: 'rolling.db' })).status).toBe(
    404,
  )
  // One of ours that lies elsewhere is as good as any.
  copyFileSync(backup.path, at('ours.db'))
  expect(await look(at('ours.db'))).toMatchObject({ at: null, gone: { total: 0 } })
})

it('reads a copy with what it had not taken in yet, and leaves nothing of it open', async () => {
  const backup = await backUp()
  const at = (name: string) => join(server.folder, name)
  copyFileSync(backup.path, at('source.db'))
  const source = new DatabaseSync(at('source.db'))
  source.exec('pragma journal_mode = wal; delete from thread_summaries')
  for (const end of ['', '-wal']) copyFileSync(at(`source.db${end}`), at(`copied.db${end}`))
  source.close()
  expect((await look(backup.name)).threads).toBeGreaterThan(0)
  expect(await look(at('copied.db'))).toMatchObject({ threads: 0 })
  // Linux tells what is mapped: an index of the log, under the name by which it was read first, would be another one.
  const maps = existsSync('/proc/self/maps') ? readFileSync('/proc/self/maps', 'utf8') : ''
  expect(maps).not.toContain('.reading-')
})
