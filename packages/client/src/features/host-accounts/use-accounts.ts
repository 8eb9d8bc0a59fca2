// The accounts at hosts, asked anew each time they are looked at.
import type { HostAccount } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'

const key = ['host-accounts']

export function useAccounts() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi('listHostAccounts', {}, { signal }),
    staleTime: 0,
  })
}

/** What is done with accounts; each resolves when the list shows it. */
export function useAccountActs() {
  const queries = useQueryClient()
  const changed = () => queries.invalidateQueries({ queryKey: key })
  return {
    changed,
    add: async (host: string, token: string): Promise<HostAccount> => {
      const added = await callApi('addHostAccount', { body: { host, token } })
      await changed()
      return added
    },
    remove: async (host: string): Promise<void> => {
      await callApi('removeHostAccount', { params: { host } })
      await changed()
    },
  }
}
