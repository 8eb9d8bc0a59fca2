import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sendAhead } from './ahead.ts'
import { callApi } from '../call.ts'
import { useToken } from '../token.ts'

const address = '/api/projects'
const answers = (...projects: object[]) => new Response(JSON.stringify({ projects }))
const fetch = vi.fn<(address: string, init: RequestInit) => Promise<Response>>()

beforeEach(() => {
  useToken.setState({ token: 'secret' })
  fetch.mockReset()
  fetch.mockImplementation(async () => answers())
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('spares the first call for the same a request of its own, and no later one', async () => {
  void sendAhead(address, 'secret')
  expect(fetch.mock.calls[0]?.[1].headers).toMatchObject({ authorization: 'Bearer secret' })
  expect(await callApi('listProjects', {})).toEqual({ projects: [] })
  expect(fetch).toHaveBeenCalledTimes(1)
  await callApi('listProjects', {})
  expect(fetch).toHaveBeenCalledTimes(2)
})

it('holds what came against the schema of the call', async () => {
  fetch.mockImplementation(async () => answers({ name: 'no project' }))
  void sendAhead(address, 'secret')
  await expect(callApi('listProjects', {})).rejects.toThrow()
  expect(fetch).toHaveBeenCalledTimes(1)
})

it.each([
  ['was refused', async () => new Response('{}', { status: 503 })],
  ['never arrived', () => Promise.reject(new TypeError('fetch failed'))],
  ['is no JSON', async () => new Response('<html>')],
])('is asked for again where the answer %s', async (_, first) => {
  fetch.mockImplementationOnce(first)
  void sendAhead(address, 'secret')
  expect(await callApi('listProjects', {})).toEqual({ projects: [] })
  expect(fetch).toHaveBeenCalledTimes(2)
})

it('gives nobody what was sent for in the name of another', async () => {
  void sendAhead(address, 'old')
  await callApi('listProjects', {})
  expect(fetch.mock.calls[1]?.[1].headers).toMatchObject({ authorization: 'Bearer secret' })
})

it('gives nobody what was sent for long ago', async () => {
  void sendAhead(address, 'secret')
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
  await callApi('listProjects', {})
  expect(fetch).toHaveBeenCalledTimes(2)
})
