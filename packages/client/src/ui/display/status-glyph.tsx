// A state as a shape: every shape differs in outline, so it reads in grey scale too. Meaning and words come from the caller.
import { cva } from 'class-variance-authority'
import type { ReactNode } from 'react'

export type GlyphShape =
  | 'diamond-bang'
  | 'diamond-question'
  | 'diamond-lines'
  | 'square-cross'
  | 'bars'
  | 'stop'
  | 'disc'
  | 'arc'
  | 'segments'
  | 'dashed'
  | 'ring'
  | 'check'
  | 'fork'
  | 'box'
  | 'hourglass'
export type Tone =
  | 'need'
  | 'stall'
  | 'run'
  | 'review'
  | 'fail'
  | 'setup'
  | 'idle'
  | 'merged'
  | 'accent'

export const toneText = cva('', {
  variants: {
    tone: {
      need: 'text-need',
      stall: 'text-stall',
      run: 'text-run',
      review: 'text-review',
      fail: 'text-fail',
      setup: 'text-setup',
      idle: 'text-idle',
      merged: 'text-merged',
      accent: 'text-accent',
    } satisfies Record<Tone, string>,
  },
})

const diamond = <path key="diamond" d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" />
const cut = { stroke: 'var(--bg)', strokeWidth: 1.6, strokeLinecap: 'round', fill: 'none' } as const
const line = {
  stroke: 'currentColor',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  fill: 'none',
} as const

const drawings: Record<GlyphShape, ReactNode> = {
  'diamond-bang': [diamond, <path key="cut" d="M8 4.6v4M8 11.2v.1" {...cut} />],
  'diamond-question': [
    diamond,
    <path key="cut" d="M6.4 6.4A1.6 1.6 0 1 1 8 8.2v.6M8 11.3v.1" {...cut} />,
  ],
  'diamond-lines': [
    diamond,
    <path key="cut" d="M6 6.2h4M5.4 8.4h5.2M6.4 10.6h3.2" {...cut} strokeWidth={1.3} />,
  ],
  'square-cross': [
    <rect key="square" x="2" y="2" width="12" height="12" rx="2" fill="currentColor" />,
    <path key="cut" d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" {...cut} />,
  ],
  bars: <path d="M5.5 3.5v9M10.5 3.5v9" {...line} strokeWidth={2.2} />,
  stop: <rect x="3.5" y="3.5" width="9" height="9" rx="1" {...line} />,
  disc: <circle cx="8" cy="8" r="4.6" fill="currentColor" />,
  arc: <path d="M8 2.6A5.4 5.4 0 1 1 2.6 8" {...line} strokeWidth={2.2} />,
  segments: (
    <circle
      cx="8"
      cy="8"
      r="5.4"
      {...line}
      strokeWidth={2.6}
      strokeLinecap="butt"
      strokeDasharray="5 3.48"
    />
  ),
  dashed: <circle cx="8" cy="8" r="5.4" {...line} strokeWidth={1.5} strokeDasharray="1.4 2.84" />,
  ring: <circle cx="8" cy="8" r="4.6" {...line} strokeWidth={1.5} />,
  check: <path d="m3.2 8.6 3.2 3.2 6.4-7" {...line} />,
  fork: <path d="M5 3v10M11 3v2.5A3 3 0 0 1 8 8.5H5" {...line} />,
  hourglass: (
    <path
      d="M4 2.2h8M4 13.8h8M5.2 2.4v2L8 8l2.8-3.6v-2M5.2 13.6v-2L8 8l2.8 3.6v2"
      {...line}
      strokeWidth={1.5}
    />
  ),
  box: <path d="M2.5 3.5h11v3h-11zM3.5 6.5v6h9v-6M6.5 9h3" {...line} strokeWidth={1.4} />,
}

export type StatusGlyphProps = {
  shape: GlyphShape
  tone: Tone
  /** Spoken name and tooltip. Leave out only where the same words stand beside the glyph. */
  label?: string
  size?: number
}

export function StatusGlyph({ shape, tone, label, size = 14 }: StatusGlyphProps) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return (
    <svg
      {...named}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={toneText({ tone, className: shape === 'arc' ? 'turning shrink-0' : 'shrink-0' })}
    >
      {label && <title>{label}</title>}
      {drawings[shape]}
    </svg>
  )
}
