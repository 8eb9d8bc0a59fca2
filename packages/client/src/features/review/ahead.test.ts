import type { ChangedFile, FileDiff, ThreadId } from '@a-parallel/shared'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useToken } from '../../api/token.ts'
import { sendForChanges } from './ahead.ts'
import { beginReview } from './early.ts'
import { listed } from './model/asks.ts'
import { Diffs } from './state/diffs.ts'

// The pane itself is drawn in a browser.
vi.mock('./pane.ts', () => ({}))

const id = '7f1c1e0e-2b0f-4c52-9f5e-6a2b5f1d0c11' as ThreadId
const commit = '0123456789abcdef0123456789abcdef01234567'
const fileOf = (path: string, from: string | null = null): ChangedFile => ({
  path,
  from,
  kind: from === null ? 'modified' : 'renamed',
  form: 'text',
  modes: { before: '100644', after: '100644' },
  added: 1,
  removed: 1,
  staged: 'none',
  version: '1',
})
const state = {
  branch: 'ap/one',
  head: commit,
  base: null,
  upstream: null,
  remotes: [],
  operation: null,
  stamp: null,
  unstaged: 3,
  staged: 0,
  conflicted: 0,
  identity: null,
  locked: false,
  versions: { staged: 's', all: 'a' },
}
// In folders, the one in a folder comes first.
const some = [fileOf('a.ts'), fileOf('src/b.ts', 'src/old name.ts'), fileOf('z.ts')]
let files: ChangedFile[]
const diffOf = (file: ChangedFile): FileDiff => ({
  file,
  before: { oid: commit, bytes: 1 },
  after: { oid: null, bytes: 1 },
  hunks: [],
  large: null,
  target: null,
})

let asked: string[] = []

beforeEach(() => {
  useToken.setState({ token: 'secret' })
  asked = []
  files = some
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    const { pathname, searchParams } = new URL(address, 'http://here')
    const found = files.find(({ path }) => path === searchParams.get('path'))
    const told = pathname.endsWith('/diff') && found ? diffOf(found) : { state, files, total: 3 }
    return new Response(JSON.stringify(told))
  })
})
/** The schemas of answers are loaded with the first of them. */
const soon = { timeout: 10_000 }
afterEach(() => vi.unstubAllGlobals())

it.each([
  ['the first file in its folder', {}, 'src/b.ts'],
  ['the file that the address names', { file: 'z.ts' }, 'z.ts'],
  ['what is staged', { scope: 'staged' }, 'src/b.ts'],
  ['a commit', { scope: `commit:${commit}` }, 'src/b.ts'],
])(
  'asks for %s what the pane would ask for, which then asks for nothing',
  async (_, wanted, path) => {
    await sendForChanges('secret', id, wanted)
    const sent = asked.map((address) => new URL(address, 'http://here'))
    expect(sent.map(({ pathname }) => pathname)).toEqual([
      `/api/threads/${id}/changes`,
      `/api/threads/${id}/diff`,
    ])
    expect(sent[1]?.searchParams.get('path')).toBe(path)

    await beginReview(new QueryClient(), id, wanted)
    const between = listed(wanted)!
    const diffs = new Diffs({ threadId: id, between, ignoreSpace: false })
    diffs.want(files.filter((file) => file.path === path))
    await vi.waitFor(() => expect(diffs.store.getState().get(path)?.diff).toBeDefined(), soon)
    expect(asked).toHaveLength(2)
  },
)

it('asks for nothing where the commits are listed', async () => {
  await sendForChanges('secret', id, { scope: 'history' })
  expect(asked).toEqual([])
})

it('asks for no lines where nothing has changed', async () => {
  files = []
  await sendForChanges('secret', id, {})
  expect(asked).toHaveLength(1)
})

it('has the lines that came already in its first drawing, and asks again where the file is another by now', async () => {
  await sendForChanges('secret', id, {})
  await beginReview(new QueryClient(), id, {})
  const begun = await vi.waitFor(() => {
    const diffs = new Diffs({ threadId: id, between: { scope: 'unstaged' }, ignoreSpace: false })
    expect([...diffs.store.getState().keys()]).toEqual(['src/b.ts'])
    return diffs
  }, soon)
  const file = fileOf('src/b.ts', 'src/old name.ts')
  begun.want([file])
  expect(asked).toHaveLength(2)
  begun.want([{ ...file, version: '2' }])
  await vi.waitFor(() => expect(asked).toHaveLength(3), soon)
})
