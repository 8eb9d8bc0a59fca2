// What git writes of how far it is, cut into its lines: each stands over the one before by a carriage return.

/** No line that tells how far it is is longer; a server may send what it likes, without an end to it. */
const longestLine = 1000

/** Takes what git writes as it comes, and tells the last that is known of each piece. */
export function progressLines<T>(
  read: (line: string) => T | null,
  tell: (progress: T) => void,
): (piece: string) => void {
  let rest = ''
  return (piece) => {
    const lines = (rest + piece).split(/[\r\n]/)
    rest = (lines.pop() ?? '').slice(0, longestLine)
    const known = lines.flatMap((line) => read(line) ?? []).at(-1)
    if (known) tell(known)
  }
}
