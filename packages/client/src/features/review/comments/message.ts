// Comments as the one message that goes to the agent: where, which lines, and what was said of them. Pure.
import type { Comment } from './comment.ts'

export type MessageWords = {
  /** What stands above them. */
  opening: string
  /** Where one is: `src/app.ts, line 12`. */
  place: (comment: Comment) => string
}

/** By path and line; the quoted lines bear their signs, as in a diff. */
export function messageOf(comments: readonly Comment[], { opening, place }: MessageWords): string {
  const parts = comments
    .toSorted((a, b) => (a.path === b.path ? a.from - b.from : a.path < b.path ? -1 : 1))
    .map((comment) => `${place(comment)}\n${fenced(quoted(comment))}\n${comment.text.trim()}`)
  return [opening, ...parts].join('\n\n')
}

/** Where lines of the file are left out, a mark says so. */
function quoted({ quote, gaps }: Comment): string[] {
  const left = new Set(gaps.map(({ at }) => at))
  return quote.flatMap((line, at) => (left.has(at) ? ['…', line] : [line]))
}

/** The fence is longer than any run of its sign in the lines. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n')
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}diff\n${text}\n${fence}`
}
