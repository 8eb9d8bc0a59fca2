// The state of the connection for components.
import { connection, type ConnectionSnapshot } from './live.ts'
import { sameShape, useSelected } from './use-selected.ts'

export type Connection =
  | { kind: 'connected' }
  /** `tries`: this one included. */
  | { kind: 'connecting'; tries: number }
  /** `tries`: the failed ones; `retryAt`: when the next begins, milliseconds since 1970. */
  | { kind: 'waiting'; tries: number; retryAt: number }
  | { kind: 'signed-out' }

const store = {
  getState: () => connection.getSnapshot(),
  subscribe: (reader: (now: ConnectionSnapshot, before: ConnectionSnapshot) => void) => {
    let before = connection.getSnapshot()
    const subscription = connection.subscribe((now) => {
      reader(now, before)
      before = now
    })
    return () => subscription.unsubscribe()
  },
}

function connectionOf(snapshot: ConnectionSnapshot): Connection {
  const { tries, retryAt } = snapshot.context
  if (snapshot.matches({ online: 'open' })) return { kind: 'connected' }
  if (snapshot.matches('waiting')) return { kind: 'waiting', tries, retryAt }
  return snapshot.matches('signedOut') ? { kind: 'signed-out' } : { kind: 'connecting', tries }
}

export function useConnection(): Connection {
  return useSelected(store, connectionOf, sameShape)
}

/** Tries at once instead of waiting. */
export function retryNow(): void {
  connection.send({ type: 'retry' })
}
