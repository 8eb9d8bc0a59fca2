import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callApi } from './call.ts'
import { problemOf, Refusal, Unreachable } from './refusal.ts'
import { useToken } from './token.ts'

const id = '7f1c1e0e-2b0f-4c52-9f5e-6a2b5f1d0c11'
const answer = (status: number, body: unknown) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
const problem = (code: string, rest: object = {}) => ({
  code,
  detail: 'No.',
  requestId: 'r1',
  ...rest,
})

beforeEach(() => useToken.setState({ token: 'secret' }))
afterEach(() => vi.unstubAllGlobals())
function serve(respond: () => Response | Promise<Response>) {
  const fetch = vi.fn<(address: string, init: RequestInit) => Promise<Response>>(async () =>
    respond(),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

it('sends the token in the header and parses the answer', async () => {
  const fetch = serve(() => answer(202, { seq: 7, extra: 1 }))
  expect(await callApi('stopThread', { params: { id } })).toEqual({ seq: 7 })
  const [address, init] = fetch.mock.calls[0]!
  expect(address).not.toContain('secret')
  expect(init.headers).toMatchObject({ authorization: 'Bearer secret' })
})

describe('failures', () => {
  it('become a Refusal with code, values and request id', async () => {
    serve(() => answer(422, problem('repository_inside', { values: { root: '/r' } })))
    const refused = await callApi('addProject', { body: { path: '/r/x' } }).catch(
      (cause: unknown) => cause,
    )
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused).toMatchObject({
      code: 'repository_inside',
      values: { root: '/r' },
      requestId: 'r1',
    })
  })

  it('keep a code that this page does not know', async () => {
    serve(() => answer(409, problem('brand_new')))
    const refused = await callApi('stopThread', { params: { id } }).catch((cause: unknown) => cause)
    expect(problemOf(refused)).toEqual({ code: 'brand_new', detail: 'No.' })
  })

  it('become Unreachable when nobody answers, or something else does', async () => {
    serve(() => Promise.reject(new TypeError('fetch failed')))
    await expect(callApi('listProjects', {})).rejects.toBeInstanceOf(Unreachable)
    serve(() => answer(502, '<html>'))
    await expect(callApi('listProjects', {})).rejects.toBeInstanceOf(Unreachable)
  })

  it('of a busy database are waited out a few times', async () => {
    vi.useFakeTimers()
    const busy = () => answer(503, problem('database_busy'))
    const answers = [busy(), busy(), answer(202, { seq: 7 })]
    const fetch = serve(() => answers.shift() ?? busy())
    const written = callApi('stopThread', { params: { id } })
    await vi.runAllTimersAsync()
    expect(await written).toEqual({ seq: 7 })
    const refused = callApi('stopThread', { params: { id } }).catch((cause: unknown) => cause)
    await vi.runAllTimersAsync()
    expect(await refused).toMatchObject({ code: 'database_busy' })
    expect(fetch).toHaveBeenCalledTimes(3 + 4)
    vi.useRealTimers()
  })

  it('of an aborted call stay an abort', async () => {
    const stop = new AbortController()
    stop.abort(new DOMException('stop', 'AbortError'))
    serve(() => Promise.reject(stop.signal.reason))
    await expect(callApi('listProjects', {}, { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('with 401 drop the token', async () => {
    serve(() => answer(401, problem('unauthorized')))
    await expect(callApi('listProjects', {})).rejects.toMatchObject({ code: 'unauthorized' })
    expect(useToken.getState().token).toBeUndefined()
  })
})

it('asks nobody without a token', async () => {
  useToken.setState({ token: undefined })
  const fetch = serve(() => answer(200, {}))
  await expect(callApi('listProjects', {})).rejects.toMatchObject({ code: 'unauthorized' })
  expect(fetch).not.toHaveBeenCalled()
})
