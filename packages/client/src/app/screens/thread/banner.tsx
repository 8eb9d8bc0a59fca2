// A framed notice after the last row: how things stand, why, and what can be done.
import { useState, type ReactNode } from 'react'
import type { ProblemValue } from '@a-parallel/shared'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

export type BannerProps = {
  shape: GlyphShape
  tone: Tone
  title: string
  /** Stands behind the title, for example a time that counts. */
  aside?: ReactNode
  detail: string
  /** What a tool said, letter by letter. */
  more?: string | null
  children?: ReactNode
  action?: ReactNode
}

const frames: Partial<Record<Tone, string>> = { fail: 'border-fail', stall: 'border-stall' }

export function Banner(props: BannerProps) {
  const { shape, tone, title, aside, detail, more, children, action } = props
  return (
    <section
      aria-label={title}
      className={`mt-3 rounded-lg border px-3.5 py-3 ${frames[tone] ?? 'border-line'}`}
    >
      <p className="flex items-center gap-2 font-medium">
        <StatusGlyph shape={shape} tone={tone} />
        {title}
        {aside && <span className="text-sm font-normal text-muted">{aside}</span>}
      </p>
      <p className="mt-1 text-pretty text-muted">{detail}</p>
      {more && (
        <pre className="scroll-thin mt-2 max-h-40 overflow-auto rounded-md bg-code px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere">
          {more}
        </pre>
      )}
      {children && <div className="mt-2">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap items-center gap-3">{action}</div>}
    </section>
  )
}

/** A button whose failure is told beside it. */
export function Act({ label, run }: { label: string; run: () => Promise<unknown> }) {
  const words = useProblemWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemValue>()
  const press = () => {
    setBusy(true)
    setProblem(undefined)
    run()
      .catch((cause: unknown) => setProblem(problemOf(cause)))
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button busy={busy} onClick={press}>
        {label}
      </Button>
      {problem && (
        <span role="alert" className="text-sm text-fail">
          {words(problem).text}
        </span>
      )}
    </>
  )
}
