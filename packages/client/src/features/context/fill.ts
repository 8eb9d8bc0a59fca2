// What a context's numbers amount to. Pure.
import type { Context } from '@a-parallel/shared'

/** How full it is: 0 to 1. */
export function fillOf({ tokens, window }: Pick<Context, 'tokens' | 'window'>): number {
  return Math.min(1, tokens / window)
}

/** It will be summed up before long, or has no room for that any more. */
export function isNearlyFull(context: Context | null): boolean {
  if (!context) return false
  const most = context.measured?.compactAt ?? context.window
  return context.tokens >= most * 0.85
}
