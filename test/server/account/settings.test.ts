// What a person has set: kept on the server, told to every open page, and never broken by a bad wish.
import { settingsDefaults } from '@a-parallel/contract/model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../support/live-client.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const change = (patch: unknown) => server.api('PATCH', '/api/settings', patch)

it('are the usual ones at first, and keep what is changed', async () => {
  expect((await server.api('GET', '/api/settings')).body).toEqual(settingsDefaults)
  const dark = { ...settingsDefaults.appearance, theme: 'dark' }
  const changed = await change({ appearance: { theme: 'dark', glow: 1 }, unknown: {} })
  expect([changed.status, changed.body]).toEqual([200, { ...settingsDefaults, appearance: dark }])
  await change({ general: { language: 'pt' } })
  expect((await server.api('GET', '/api/settings')).body).toEqual({
    ...settingsDefaults,
    general: { ...settingsDefaults.general, language: 'pt' },
    appearance: dark,
  })
})

it('change nothing when one field is wrong, and name each that is', async () => {
  const before = (await server.api('GET', '/api/settings')).body
  const wrong = await change({
    general: { language: 'xx' },
    appearance: { theme: 'light', textSize: 3 },
  })
  expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid_input'])
  expect(wrong.body.detail).toContain('body.general.language')
  expect(wrong.body.detail).toContain('body.appearance.textSize')
  for (const patch of [null, 7, [], { general: null }, { general: 'x' }, 'x'])
    expect((await change(patch)).status).toBe(400)
  expect((await change({ general: { language: 'x'.repeat(2_000_000) } })).status).toBe(413)
  expect((await server.api('GET', '/api/settings')).body).toEqual(before)
})

it('hold how changes are read and what a thread last began with', async () => {
  const { review, lastThread } = (await change({ review: { split: false } })).body
  expect([review, lastThread]).toEqual([
    { ...settingsDefaults.review, split: false },
    settingsDefaults.lastThread,
  ])
  const last = { model: 'haiku', effort: 'high', permissionMode: 'plan' }
  const said = await change({ lastThread: last, was: { lastThread: { model: null } } })
  expect([said.status, said.body.lastThread]).toEqual([200, last])
  const late = await change({ review: { split: true }, was: { review: { split: true } } })
  expect([late.status, late.body.code]).toEqual([409, 'settings_changed'])
  for (const wrong of [
    { review: { wrap: 1 } },
    { lastThread: { permissionMode: 'bypass' } },
    { lastThread: { effort: 'huge' } },
  ])
    expect((await change(wrong)).status).toBe(400)
  await server.restart()
  const kept = (await server.api('GET', '/api/settings')).body
  expect([kept.review.split, kept.lastThread]).toEqual([false, last])
})

it('hold that projects are kept restricted, by what they brought then', async () => {
  const kept = { [crypto.randomUUID()]: 'a'.repeat(64) }
  expect((await change({ trust: { kept } })).body.trust).toEqual({ kept })
  for (const wrong of [{ shop: 'a'.repeat(64) }, { [crypto.randomUUID()]: 'much' }])
    expect((await change({ trust: { kept: wrong } })).status).toBe(400)
  await server.restart()
  expect((await server.api('GET', '/api/settings')).body.trust).toEqual({ kept })
})

it('are nobody’s without the token', async () => {
  const answer = await fetch(`${server.origin}/api/settings`)
  expect(answer.status).toBe(401)
})

it('reach every open page, and outlive the server', async () => {
  const pages = await Promise.all([openLive(server), openLive(server)])
  for (const page of pages) page.subscribe('index')
  for (const page of pages) await page.waitUntil((frame) => frame.type === 'index')
  await change({ appearance: { density: 'compact' } })
  for (const page of pages) {
    const told = await page.waitUntil((frame) => frame.type === 'changed' && 'settings' in frame)
    expect(told).toMatchObject({ settings: { appearance: { density: 'compact' } }, threads: [] })
    await page.close()
  }
  await server.restart()
  expect((await server.api('GET', '/api/settings')).body.appearance.density).toBe('compact')
})
