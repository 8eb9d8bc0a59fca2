// How far something is used up, as a bar.
import { toneText, type Tone } from './status-glyph.tsx'

export type MeterProps = {
  name: string
  /** 1 is all of it; beyond that the bar is full. Null: not known, and there is none to draw. */
  share: number | null
  /** The share as it is read out. */
  text: string
  tone: Tone
}

export function Meter({ name, share, text, tone }: MeterProps) {
  const drawn = Math.min(share ?? 0, 1)
  return (
    <div
      {...(share !== null && {
        role: 'meter',
        'aria-label': name,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': Math.round(drawn * 100),
        'aria-valuetext': text,
      })}
      className={`h-2 overflow-hidden rounded-full border border-border ${toneText({ tone })}`}
    >
      <div className="h-full bg-current" style={{ inlineSize: `${drawn * 100}%` }} />
    </div>
  )
}
