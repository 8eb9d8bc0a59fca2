// The turns of a thread whose changes can be looked at, and what each is called.
import type { ThreadView, Turn } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'

const longest = 60

/** Those that have begun, the latest first: also where nobody wrote a message. */
export const turnsOf = ({ turns }: Pick<ThreadView, 'turns'>): Turn[] =>
  turns.filter(({ startedAt }) => startedAt !== null).toReversed()

/** By what was written; else by how it began. */
export function useTurnName(): (turn: Turn) => string {
  const { t } = useTranslation()
  return ({ origin, text }) => {
    if (origin !== 'person') return t(`timeline.began.${origin}`)
    return cut(text) || t('review.scope.noWords')
  }
}

/** The first line, as far as there is room for it. */
export function cut(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
