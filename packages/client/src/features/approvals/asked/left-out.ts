// How much of what is asked its card does not show: the log keeps only so much ready to be shown, beside the whole of
// it as the agent sent it. Pure.
import type { Approval } from '@a-parallel/shared'

export interface LeftOut {
  /** Whole lines of a change. */
  lines: number
  /** UTF-16 units of texts and lines that are shown in part. */
  characters: number
}

/** Ends a text that was cut. */
const mark = '…'

/** Null where all of it is shown. */
export function leftOut({ detail, input }: Pick<Approval, 'detail' | 'input'>): LeftOut | null {
  const lines = detail.kind === 'edit' ? detail.omittedLines : 0
  const cut = shownTexts(detail).filter((text) => text.endsWith(mark))
  if (cut.length === 0) return lines > 0 ? { lines, characters: 0 } : null
  const whole = detail.kind === 'edit' ? textsIn(input).flatMap(linesOf) : textsIn(input)
  const sources = detail.kind === 'other' ? [JSON.stringify(input, null, 2)] : whole
  const characters = cut.reduce((sum, text) => sum + missing(text, sources), 0)
  return lines > 0 || characters > 0 ? { lines, characters } : null
}

function shownTexts(detail: Approval['detail']): string[] {
  switch (detail.kind) {
    case 'command':
      return [detail.command]
    case 'edit':
      return detail.hunks.flatMap(({ lines }) => lines.map((line) => line.slice(1)))
    case 'search':
      return [detail.pattern]
    case 'fetch':
      return [detail.target]
    case 'task':
      return [detail.description, detail.prompt]
    case 'plan':
      return [detail.plan]
    case 'other':
      return [detail.input]
    case 'read':
    case 'todo':
    case 'question':
      return []
    default:
      return detail satisfies never
  }
}

const linesOf = (text: string) => text.split('\n')

/** Nothing of a text that really ends so. */
function missing(text: string, sources: readonly string[]): number {
  if (sources.includes(text)) return 0
  const head = text.slice(0, -mark.length)
  const source = sources.find((one) => one.startsWith(head))
  return source === undefined ? 0 : source.length - head.length
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
