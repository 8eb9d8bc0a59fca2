// What every call is bound to.
import type { Actor, CallRequest, CallResult, Calls } from '@a-parallel/shared'

/** `signal`: tells that nobody waits for the answer any more. */
export type Handlers = {
  [C in keyof Calls]: (
    actor: Actor,
    request: CallRequest<Calls[C]>,
    signal: AbortSignal,
  ) => CallResult<Calls[C]> | Promise<CallResult<Calls[C]>>
}
