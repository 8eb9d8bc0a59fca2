// What the server says of the agent's program beyond the setup.
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'

/** Agents at work that were started from another program than new ones are; asked anew with each change of it. */
export function useOtherAgents(program: string | null) {
  return useQuery({
    queryKey: ['other-agents', program],
    queryFn: ({ signal }) => callApi('listOtherAgents', {}, { signal }),
    staleTime: 0,
  })
}
