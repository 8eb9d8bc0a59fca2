// Search over what real agents said and tools answered: found a moment later, after a restart, and without its index file.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { saidOnce } from '../../../bench/rig/written/long-thread.ts'
import { writeManyThreads } from '../../../bench/rig/written/many-threads.ts'
import { bash, prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string
let id: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
  id = await server.thread({
    projectId,
    title: 'Count the stock',
    permissionMode: 'autoEdit',
    prompt: prompt(
      'Please count',
      ['I begin.', write('stock/ledger.txt', 'one zebra\n')],
      bash('printf "%s%s\\n" plat ypus'),
      'All animals are counted.',
    ),
  })
  await rest(server, id)
})
afterAll(() => server.close())

interface Hit {
  threadId: string
  itemId: string | null
  at: string
  author: string
  title: string
  snippet: { text: string; found: boolean }[]
}

const search = async (query: string): Promise<Hit[]> =>
  (await server.api('GET', `/api/search?${query}`)).body.hits
const found = async (query: string) =>
  (await search(query)).map(({ author, snippet }) => [
    author,
    snippet.find((part) => part.found)?.text,
  ])
const files = async (path: string) => (await search(`file=${path}`)).map(({ itemId }) => itemId)
const soon = { timeout: 20_000 }

it('finds a word that only a tool said, by its beginning, and leads to the item', async () => {
  await expect.poll(() => found('q=platy'), soon).toEqual([['tool', 'platy']])
  const [hit] = await search('q=platypus')
  expect(hit).toMatchObject({ threadId: id, title: 'Count the stock' })
  const { items } = await server.snapshot(id)
  expect(items.find((item) => item.id === hit!.itemId)).toMatchObject({
    kind: 'tool-call',
    output: { text: expect.stringContaining('platypus') },
  })
  await expect.poll(() => found('q=animals%20counted'), soon).toContainEqual(['agent', 'animals'])
  expect(await found('q=zebra&file=ledger')).toEqual([['tool', 'zebra']])
  expect(await found('q=zebra&file=other')).toEqual([])
  expect(await found('q=count&author=person')).toContainEqual(['person', 'Count'])
  expect(await found('q=platypus&status=running')).toEqual([])
  expect(await found(`q=platypus&projectId=${projectId}&archived=false`)).toHaveLength(1)
})

it('finds the files that a command changed or names, though the agent never said it edited them', async () => {
  const changed = await server.thread({
    projectId,
    title: 'Move the penguins',
    permissionMode: 'autoEdit',
    prompt: prompt('Please move', bash("printf 'x' | tee antarctica.txt"), 'They have moved.'),
  })
  const [approval] = await asked(server, changed)
  if (approval) await decide(server, changed, approval, { decision: 'allow' })
  await rest(server, changed)
  await expect.poll(() => files('antarctica.txt'), soon).toHaveLength(2)
  const { items, turns } = await server.snapshot(changed)
  const call = items.find(({ kind }) => kind === 'tool-call')
  // Where the turn began, for what it changed; and the call whose command names it.
  expect(await files('antarctica')).toEqual([`user:${turns[0]?.id}`, call?.id])
})

const nextLetters = (file: string) =>
  bash(`sed -i 'y/abcdefghijklmnopqrstuvwxy/bcdefghijklmnopqrstuvwxyz/' ${file}`)

async function allowed(thread: string): Promise<void> {
  const [approval] = await asked(server, thread)
  if (approval) await decide(server, thread, approval, { decision: 'allow' })
  await rest(server, thread)
}

const linesRead = async (thread: string) =>
  (await server.events(thread)).flatMap((event) =>
    event.type === 'checkpoint.lines-read' ? [event.data] : [],
  )

it('finds the lines that a command took away and put there, though nothing printed them', async () => {
  const birds = await server.addProject(server.repository('birds', { 'birds.txt': 'heron\n' }))
  const changed = await server.thread({
    projectId: birds,
    title: 'Shift the letters',
    prompt: prompt('Please shift', nextLetters('birds.txt'), 'They are shifted.'),
  })
  await allowed(changed)
  const hits = () => Promise.all(['heron', 'ifspo'].map((word) => search(`q=${word}`)))
  await expect.poll(async () => (await hits()).map((each) => each.length), soon).toEqual([1, 1])
  const { turns } = await server.snapshot(changed)
  const itemId = `user:${turns[0]?.id}`
  const place = { threadId: changed, itemId, author: 'tool', title: 'Shift the letters' }
  const before = await hits()
  expect(before).toMatchObject([[place], [place]])
  expect(before[0]?.[0]?.snippet).toEqual([
    { text: 'birds.txt -', found: false },
    { text: 'heron', found: true },
    { text: ' +ifspo', found: false },
  ])
  expect(await found('q=heron&file=birds')).toEqual([['tool', 'heron']])
  expect(await found(`q=heron&projectId=${projectId}`)).toEqual([])

  await server.restart(async () => {
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(server.home, `search.db${end}`), { force: true })
  })
  await expect.poll(hits, soon).toEqual(before)
  await talk(server, changed, prompt('And now', 'Nothing.'))
  await server.until(changed, ({ checkpoints }) => checkpoints.length > 2)
  expect(await linesRead(changed)).toHaveLength(1)

  const { stake } = (await server.api('GET', `/api/threads/${changed}/at-stake`)).body
  expect((await server.api('DELETE', `/api/threads/${changed}?stake=${stake}`)).status).toBe(202)
  await expect.poll(() => search('q=heron'), soon).toEqual([])
  const kept = async () => (await server.api('GET', '/api/kept')).body.kept
  await expect.poll(kept, soon).toMatchObject([{ threadId: changed }])
  const [{ id: keptId }] = await kept()
  expect((await server.api('POST', `/api/kept/${keptId}/restore`)).status).toBe(200)
  await expect.poll(hits, soon).toEqual(before)
})

it('takes the beginning of what a command wrote by the thousand, and says that there is more', async () => {
  const huge = await server.thread({
    projectId,
    prompt: prompt('Please write', bash('seq 700001 740000 > numbers.txt'), 'It is written.'),
  })
  await allowed(huge)
  await expect.poll(() => found('q=700002'), soon).toEqual([['tool', '700002']])
  const [read] = await linesRead(huge)
  expect([read?.omitted, read?.files[0]?.path]).toEqual([1, 'numbers.txt'])
  expect(JSON.stringify(read).length).toBeLessThan(25_000)
  expect(await found('q=730000')).toEqual([])
})

it('keeps to days', async () => {
  const [hit] = await search('q=platypus')
  const at = encodeURIComponent(hit!.at)
  const later = encodeURIComponent(new Date(Date.parse(hit!.at) + 1).toISOString())
  expect(await found(`q=platypus&since=${at}&until=${later}`)).toHaveLength(1)
  expect(await found(`q=platypus&until=${at}`)).toEqual([])
  expect(await found(`q=platypus&since=${later}`)).toEqual([])
  expect(await found('q=platypus&status=completed')).toHaveLength(1)
})

it('refuses what cannot be asked, and takes any words as they are', async () => {
  expect((await server.api('GET', '/api/search?q=x&limit=0')).status).toBe(400)
  expect((await server.api('GET', '/api/search?q=x&since=yesterday')).status).toBe(400)
  expect((await server.api('GET', '/api/search?q=x&until=2026-11-27')).status).toBe(400)
  for (const after of ['1', '-1.2', 'x.y', '1.2.3'])
    expect((await server.api('GET', `/api/search?q=x&after=${after}`)).status).toBe(400)
  for (const words of [
    '"',
    '*',
    'NEAR(a b)',
    'text:platypus',
    'a AND',
    "'; drop table words; --",
    '^a',
  ])
    expect((await server.api('GET', `/api/search?q=${encodeURIComponent(words)}`)).status).toBe(200)
})

it('finds the same after a restart, and after its index was lost', async () => {
  const before = await search('q=counted')
  await server.restart()
  expect(await search('q=counted')).toEqual(before)
  await server.restart(async () => {
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(server.home, `search.db${end}`), { force: true })
  })
  await expect.poll(() => search('q=counted'), soon).toEqual(before)
})

it('is read on a page at a time, each place once, also while more is said', async () => {
  const said = (bird: string) => `A feathered ${bird}.`
  const told = await server.thread({
    projectId,
    title: 'Tell of birds',
    prompt: prompt('Tell', said('auk')),
  })
  await rest(server, told)
  for (const bird of ['bittern', 'crane', 'dunlin'])
    await talk(server, told, prompt('And now', said(bird)))
  const page = async (after?: string | null) => {
    const query = `q=feathered&author=agent&limit=3${after ? `&after=${after}` : ''}`
    const { hits, next } = (await server.api('GET', `/api/search?${query}`)).body
    return { said: hits.map((hit: Hit) => hit.snippet.map(({ text }) => text).join('')), next }
  }
  await expect.poll(async () => (await page()).said[0], soon).toBe(said('dunlin'))
  const first = await page()
  expect(first.said).toEqual(['dunlin', 'crane', 'bittern'].map(said))
  await talk(server, told, prompt('And now', said('egret')))
  await expect.poll(async () => (await page()).said[0], soon).toBe(said('egret'))
  expect(await page(first.next)).toEqual({ said: [said('auk')], next: null })
  await server.restart()
  expect(await page(first.next)).toEqual({ said: [said('auk')], next: null })
})

it('finds nothing of a deleted thread', async () => {
  const gone = await server.thread({ projectId, prompt: prompt('Say it', 'Xylophones.') })
  await rest(server, gone)
  await expect.poll(() => found('q=xylophones'), soon).toContainEqual(['agent', 'Xylophones'])
  await server.api('DELETE', `/api/threads/${gone}`)
  await expect.poll(() => found('q=xylophones'), soon).toEqual([])
})

it('finds a word that a tool printed thousands of events ago, and the call that it printed it in', async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  let first: string | undefined
  await server.restart(async () => {
    first = writeManyThreads(server.home, projects[0], 4, 600).ids[0]
  })
  const began = saidOnce.word.slice(0, 8)
  await expect.poll(() => search(`q=${began}`).then((hits) => hits.length), soon).toBe(1)
  const [hit] = await search(`q=${began}`)
  expect(hit).toMatchObject({ threadId: first, itemId: saidOnce.itemId, author: 'tool' })
  expect(hit!.snippet.find((part) => part.found)?.text).toBe(began)
  const { items } = await server.snapshot(String(first))
  expect(items.find(({ id }) => id === saidOnce.itemId)).toMatchObject({
    kind: 'tool-call',
    output: { text: expect.stringContaining(saidOnce.word) },
  })
})
