// The calls about accounts at hosts of repositories.
import { z } from 'zod'
import { HostAccount, HostName } from '../../nouns/hosting/account.ts'
import { call } from '../call.ts'

const hostParams = z.object({ host: HostName })

/** Printable ASCII, as it stands in a header. */
const Token = z
  .string()
  .trim()
  .min(4)
  .max(1000)
  .regex(/^[\x21-\x7e]+$/, 'one word, without spaces')

export const accountCalls = {
  listHostAccounts: call({
    method: 'GET',
    path: '/api/host-accounts',
    summary: 'The accounts at hosts of repositories; never a token',
    result: z.object({ accounts: z.array(HostAccount) }),
  }),
  addHostAccount: call({
    method: 'POST',
    path: '/api/host-accounts',
    summary: 'Checks a token at its host and keeps it sealed; takes the place of the one before',
    body: z.object({ host: HostName, token: Token }),
    result: HostAccount,
    status: 201,
  }),
  removeHostAccount: call({
    method: 'DELETE',
    path: '/api/host-accounts/:host',
    summary: 'Forgets the token that was given for a host',
    params: hostParams,
    result: z.object({}),
  }),
} as const
