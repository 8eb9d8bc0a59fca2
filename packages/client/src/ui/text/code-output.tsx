// What a command printed. Long output shows its end first; the rest is one press away, up to a limit the page can bear.
import { useMemo, useState } from 'react'
import { ScrollBox } from '../layout/scroll-box.tsx'
import { useEnd } from '../layout/use-end.ts'
import { styledLines, type Shade } from './ansi.ts'

export type CodeOutputProps = {
  text: string
  /** Lines shown before "show all"; they are the last ones. */
  tail?: number
  /** Most lines ever put on the page; what is above stays away. */
  most?: number
  /** Name of the region for screen readers. */
  label: string
  labels: { showAll: (lines: number) => string; showLess: string; cut: (lines: number) => string }
}

const shadeClass: Record<NonNullable<Shade>, string> = {
  red: 'text-fail',
  green: 'text-review',
  yellow: 'text-need',
  blue: 'text-run',
  magenta: 'text-merged',
  cyan: 'text-setup',
  dim: 'text-muted',
}

export function CodeOutput({ text, tail = 20, most = 2000, label, labels }: CodeOutputProps) {
  const [all, setAll] = useState(false)
  const lines = useMemo(() => styledLines(text.replace(/\n+$/, '')), [text])
  const end = useEnd<HTMLDivElement & HTMLPreElement>()
  const limit = all ? most : tail
  const hidden = Math.max(0, lines.length - limit)
  const beyond = Math.max(0, lines.length - most)
  return (
    <div className="overflow-hidden rounded-md border border-line bg-code">
      {lines.length > tail && (
        <div className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 text-xs text-muted">
          <button
            type="button"
            aria-expanded={all}
            onClick={() => setAll(!all)}
            className="min-h-7 text-accent touch-target"
          >
            {all ? labels.showLess : labels.showAll(lines.length)}
          </button>
          {all && beyond > 0 && labels.cut(beyond)}
        </div>
      )}
      <ScrollBox
        {...end}
        as="pre"
        label={label}
        className="max-h-96 overflow-auto px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere"
      >
        {lines.slice(hidden).map((line, index) => (
          // A line's place counted from the start is its identity.
          <span key={hidden + index}>
            {line.map((run, at) => (
              // As is a run's within its line.
              <span
                key={at}
                className={`${run.shade ? shadeClass[run.shade] : ''} ${run.bold ? 'font-semibold' : ''}`}
              >
                {run.text}
              </span>
            ))}
            {hidden + index < lines.length - 1 && '\n'}
          </span>
        ))}
      </ScrollBox>
    </div>
  )
}
