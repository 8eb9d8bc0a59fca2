// Comments beside lines as they belong together: one that began, and what was answered to it. Pure.
import type { ReviewComment } from '@a-parallel/shared'

export interface Talk {
  first: ReviewComment
  /** Oldest first. */
  answers: readonly ReviewComment[]
}

/** In the order in which they began; an answer to nothing that is known begins one of its own. */
export function talksOf(comments: readonly ReviewComment[]): Talk[] {
  const ids = new Set(comments.map(({ id }) => id))
  const begins = ({ answers }: ReviewComment) => answers === null || !ids.has(answers)
  return comments
    .filter(begins)
    .map((first) => ({ first, answers: comments.filter(({ answers }) => answers === first.id) }))
}
