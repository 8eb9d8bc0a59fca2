// How a call can fail: the server said no (Refusal), or nobody answered (Unreachable). Words for people are made
// elsewhere, from the code.
import { isProblemCode, Problem } from '@a-parallel/contract/model'
import type { ProblemValue } from '@a-parallel/shared'

/** The server's no, with the code it gave and the id under which its log speaks of it. */
export class Refusal extends Problem {
  /** The code as it came; a newer server may know more codes than this page. */
  readonly said: string
  readonly requestId: string | null

  constructor(value: ProblemValue, requestId: string | null = null) {
    const code = isProblemCode(value.code) ? value.code : 'internal'
    super(code, value.detail, value.values)
    this.name = 'Refusal'
    this.said = value.code
    this.requestId = requestId
  }

  override toValue(): ProblemValue {
    return { ...super.toValue(), code: this.said }
  }
}

/** No answer: the server is down, restarting, or the network is. Trying again later may work. */
export class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super('The server did not answer.', options)
    this.name = 'Unreachable'
  }
}

/** Any thrown thing as a value with a code that the words know; `unreachable` and `unexpected` are the browser's own. */
export function problemOf(cause: unknown): ProblemValue {
  if (cause instanceof Problem) return cause.toValue()
  if (cause instanceof Unreachable) return { code: 'unreachable', detail: cause.message }
  return { code: 'unexpected', detail: cause instanceof Error ? cause.message : String(cause) }
}
