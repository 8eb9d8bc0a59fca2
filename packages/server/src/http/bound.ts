// What every call is bound to.
import type { Actor, CallRequest, CallResult, Calls } from '@a-parallel/shared'

export type Handlers = {
  [C in keyof Calls]: (
    actor: Actor,
    request: CallRequest<Calls[C]>,
  ) => CallResult<Calls[C]> | Promise<CallResult<Calls[C]>>
}
