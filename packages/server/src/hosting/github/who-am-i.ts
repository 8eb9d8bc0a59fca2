// Whose a token is, and what it may do.
import { Problem } from '@a-parallel/contract/model'
import { z } from 'zod'
import { apiOf, type KnownApis } from './address.ts'
import { askApi } from './ask.ts'
import { refusalOf, scopesIn } from './refusals.ts'
import { jsonOrNull } from '../../platform/json.ts'

export interface WhoAmI {
  login: string
  /** Null for a fine-grained token. */
  scopes: string[] | null
}

const User = z.object({ login: z.string().min(1).max(100) })

/** `GET /user`. Throws the problem that the host refuses it with. */
export async function whoAmI(
  known: KnownApis,
  host: string,
  token: string,
  now: number,
): Promise<WhoAmI> {
  const answer = await askApi(apiOf(host, known), { method: 'GET', path: '/user', token })
  if (answer.status === 404) throw noApi(host)
  if (answer.status !== 200) throw refusalOf(answer, { host, asked: 'account', now })
  // No API of GitHub's; it is said so.
  const user = User.safeParse(jsonOrNull(answer.text))
  if (!user.success) throw noApi(host)
  return { login: user.data.login, scopes: scopesIn(answer.headers['x-oauth-scopes']) }
}

function noApi(host: string): Problem {
  const why = 'this is not how GitHub answers'
  return new Problem('host_failed', `${host}: ${why}. Check the host’s name.`, { host, why })
}
