// What the stand-in is told: the lines that it repeats, and in the message how.

export interface Recording {
  /** The answer to the handshake. */
  greeting: string
  /** Everything from the message to its first delta. */
  before: string[]
  /** One delta. */
  delta: string
  /** Everything behind the last delta. */
  after: string[]
}

export interface StandInOrder {
  deltas: number
  perSecond: number
  /** Milliseconds between the gate and the first delta. */
  delayMs: number
  /** A file beside the stand-in whose coming lets the deltas begin. */
  gate: string
}
