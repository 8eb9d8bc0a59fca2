// What a person wrote beside the blocks of a plan, and the one message that it becomes for the agent. Pure.

/** `at` is the block's place in the plan, `quote` what it says. */
export type Comment = { at: number; quote: string; text: string }
/** The comments, and words about the plan as a whole. */
export type PlanDraft = { comments: readonly Comment[]; words: string }

export const emptyPlanDraft: PlanDraft = { comments: [], words: '' }

/** Marks the buttons that begin a comment, for the keys that lead along them. */
export const commentMark = 'data-plan-comment'

/** A quote is there to recognise the block by; the agent has the plan itself. */
const longestQuote = 400

/** The draft after a comment was typed; an empty one is taken away. */
export function withComment(draft: PlanDraft, { at, quote, text }: Comment): PlanDraft {
  const others = draft.comments.filter((comment) => comment.at !== at)
  const comments = text === '' ? others : [...others, { at, quote, text }]
  return { ...draft, comments: comments.toSorted((a, b) => a.at - b.at) }
}

/** The comments that say something. */
export const written = ({ comments }: PlanDraft): Comment[] =>
  comments.filter(({ text }) => text.trim() !== '')

/** The words, then each comment below what it is about. Null where nothing was written. */
export function rejection(draft: PlanDraft, opening: string): string | null {
  const words = draft.words.trim()
  const comments = written(draft)
  if (comments.length === 0) return words || null
  const notes = comments.map(({ quote, text }) => `${quoted(quote)}\n\n${text.trim()}`)
  return [words, opening, ...notes].filter(Boolean).join('\n\n')
}

function quoted(text: string): string {
  const short = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
  return short
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** A draft as it was kept. */
export function revivedPlanDraft(kept: unknown): PlanDraft {
  if (typeof kept !== 'object' || kept === null) return emptyPlanDraft
  const words = 'words' in kept && typeof kept.words === 'string' ? kept.words : ''
  const list: unknown[] = 'comments' in kept && Array.isArray(kept.comments) ? kept.comments : []
  return { words, comments: list.flatMap(revivedComment) }
}

function revivedComment(kept: unknown): Comment[] {
  if (typeof kept !== 'object' || kept === null) return []
  if (!('at' in kept) || !('quote' in kept) || !('text' in kept)) return []
  const { at, quote, text } = kept
  if (typeof at !== 'number' || typeof quote !== 'string' || typeof text !== 'string') return []
  return [{ at, quote, text }]
}
