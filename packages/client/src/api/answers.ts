// What was asked of the server and is remembered for a while, by everybody in the page.
import { QueryClient } from '@tanstack/react-query'
import { Refusal } from './refusal.ts'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, cause) => failures < 1 && !(cause instanceof Refusal),
    },
  },
})
