// What git or a hook printed, as far as it is told: its end, where it says why, by whole lines. Pure.

export type Printed = {
  output: string
  /** Lines that stood before it. */
  omitted: number
}

const longest = 3000

/** For the values of a Problem, and for an answer. */
export function printed(said: string): Printed {
  const text = said.trimEnd()
  if (text.length <= longest) return { output: text, omitted: 0 }
  const earliest = text.length - longest
  const line = text.indexOf('\n', earliest - 1) + 1
  // The last line may be longer than all that is told.
  const from = line === 0 ? earliest : line
  const omitted = text.slice(0, from).split('\n').length - 1
  return { output: text.slice(from), omitted: Math.max(1, omitted) }
}

/** Of what is printed little by little, however much that comes to. */
export function growing(): { add: (piece: string) => void; told: () => Printed } {
  let text = ''
  let gone = 0
  return {
    add(piece) {
      text += piece
      if (text.length <= 4 * longest) return
      const kept = text.slice(-2 * longest)
      gone += text.slice(0, text.length - kept.length).split('\n').length - 1
      text = kept
    },
    told() {
      const { output, omitted } = printed(text)
      return { output, omitted: omitted + gone }
    },
  }
}

/** The same within a sentence. */
export function endOf(said: string): string {
  const { output, omitted } = printed(said)
  return omitted === 0 ? output : `…${output}`
}
