// GitHub's REST API as one account asks it: what was read before is asked for by its name (ETag), which costs nothing of
// the hour's requests while it is the same.
import { Problem } from '@a-parallel/contract/model'
import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import { graphqlOf, type ApiPlace } from './address.ts'
import { askApi, type ApiAnswer, type ApiAsk } from './ask.ts'
import { refusalOf, type RefusalContext } from './refusals.ts'
import { jsonOrNull } from '../../platform/json.ts'

/** How many requests the hour still has, and when it begins anew (milliseconds since 1970). */
export interface Rate {
  remaining: number
  resetAt: number
}

/** What was read, by path. */
export type Memory = Map<string, { etag: string; text: string }>

export interface ApiPorts {
  place: ApiPlace
  token: string
  memory: Memory
  /** Milliseconds since 1970. */
  now: () => number
  /** Told with every answer that says so. */
  heard: (rate: Rate) => void
}

type Told = Pick<RefusalContext, 'asked' | 'repository' | 'head' | 'base'>
export type Api = ReturnType<typeof openApi>

const mostRemembered = 200
/** The largest page that GitHub gives; and how many of a list are read, which is as many as it tells of a commit's checks. */
const onePage = 100
const mostPages = 10

export function openApi({ place, token, memory, now, heard }: ApiPorts) {
  const { host } = place
  const ask = async (what: Omit<ApiAsk, 'token'>): Promise<ApiAnswer> => {
    const answer = await askApi(place, { ...what, token })
    const rate = rateOf(answer.headers)
    if (rate) heard(rate)
    return answer
  }
  const refuse = (answer: ApiAnswer, told: Told) => refusalOf(answer, { host, now: now(), ...told })
  const get = async <T>(path: string, schema: z.ZodType<T>, repository: string): Promise<T> => {
    const known = memory.get(path)
    const answer = await ask({ method: 'GET', path, etag: known?.etag })
    if (answer.status === 304 && known) return shaped(schema, known.text, host)
    if (answer.status !== 200) throw refuse(answer, { asked: 'read', repository })
    const { etag } = answer.headers
    if (memory.size >= mostRemembered) memory.clear()
    if (etag !== undefined) memory.set(path, { etag, text: answer.text })
    return shaped(schema, answer.text, host)
  }
  return {
    host,
    /** Throws what the host refuses it with. */
    get,
    list: listing(get),
    /** Throws what the host refuses it with. */
    async send<T>(
      method: 'POST' | 'PUT',
      path: string,
      body: unknown,
      schema: z.ZodType<T>,
      told: Told,
    ): Promise<T> {
      const answer = await ask({ method, path, body })
      if (answer.status < 200 || answer.status > 299) throw refuse(answer, told)
      return shaped(schema, answer.text, host)
    },
    /** Asks the GraphQL API. Throws what the host refuses to look at; what it says of the wish is in the answer. */
    async graphql<T>(body: unknown, schema: z.ZodType<T>, repository: string): Promise<T> {
      const answer = await ask({ method: 'POST', path: graphqlOf(place), body })
      if (answer.status !== 200) throw refuse(answer, { asked: 'read', repository })
      return shaped(schema, answer.text, host)
    },
    /** A text that may lie elsewhere; null where there is none. */
    async text(path: string): Promise<string | null> {
      const answer = await ask({ method: 'GET', path, elsewhere: true })
      return answer.status === 200 ? answer.text : null
    },
  }
}

type Get = <T>(path: string, schema: z.ZodType<T>, repository: string) => Promise<T>

function listing(get: Get) {
  /**
   * The entries of a list, page by page, up to a thousand. Throws what the host refuses it with.
   * @param entriesOf what of an answer is the list.
   */
  return async <T, Entry>(
    path: string,
    schema: z.ZodType<T>,
    repository: string,
    entriesOf: (answer: T) => Entry[],
  ): Promise<Entry[]> => {
    const all: Entry[] = []
    for (let page = 1; page <= mostPages; page += 1) {
      const at = `${path}?per_page=${onePage}&page=${page}`
      const entries = entriesOf(await get(at, schema, repository))
      all.push(...entries)
      if (entries.length < onePage) break
    }
    return all
  }
}

function rateOf(headers: IncomingHttpHeaders): Rate | null {
  const [remaining, reset] = [headers['x-ratelimit-remaining'], headers['x-ratelimit-reset']].map(
    (told) => (told === undefined ? Number.NaN : Number(told)),
  )
  if (remaining === undefined || reset === undefined) return null
  return Number.isFinite(remaining + reset) ? { remaining, resetAt: reset * 1000 } : null
}

function shaped<T>(schema: z.ZodType<T>, text: string, host: string): T {
  // No JSON: the schema says so.
  const read = schema.safeParse(jsonOrNull(text))
  if (read.success) return read.data
  const why = 'this is not how GitHub answers'
  throw new Problem('host_failed', `${host}: ${why}.`, { host, why })
}
