// Whether what is on screen may be out of date, and whether it has been for long.
import { useConnection } from '../../../live/use-connection.ts'

/** Failed tries by which it is no server that only starts anew: two or three seconds. */
const many = 5

/** The connection is gone for longer than a blink. */
export function useStale(): boolean {
  return useFailed(1)
}

/** The connection is gone for so long that everything on screen should say so. */
export function useLongStale(): boolean {
  return useFailed(many)
}

function useFailed(least: number): boolean {
  const connection = useConnection()
  if (connection.kind === 'connected') return false
  if (connection.kind === 'signed-out') return true
  const failed = connection.kind === 'waiting' ? connection.tries : connection.tries - 1
  return failed >= least
}
