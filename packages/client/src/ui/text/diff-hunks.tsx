// A change as hunks of lines, one column. Added and removed are told by character, colour and, for screen readers, words;
// what cannot be seen in a line is named.
import { cx } from 'class-variance-authority'
import { useState } from 'react'
import { ScrollBox } from '../layout/scroll-box.tsx'
import { NamedText } from './named-text.tsx'

/** `lines` start with '+', '-' or ' ', as in a unified diff; line numbers count from 1. */
export type DiffHunk = { oldStart: number; newStart: number; lines: readonly string[] }

export type DiffLabels = {
  added: (line: number) => string
  removed: (line: number) => string
  showAll: (lines: number) => string
}

export type DiffHunksProps = {
  hunks: readonly DiffHunk[]
  /** Name of the region for screen readers. */
  label: string
  labels: DiffLabels
  wrap?: boolean
  /** Lines shown before "show all". */
  most?: number
}

export type DiffLine = {
  kind: 'added' | 'removed' | 'same'
  oldLine: number | undefined
  newLine: number | undefined
  text: string
}

/**
 * Numbers the lines of one hunk. A "\ No newline at end of file" note is left out, and so is a CR where all lines end with
 * one: where only some do, it is what differs.
 */
export function numbered(hunk: DiffHunk): DiffLine[] {
  let oldLine = hunk.oldStart
  let newLine = hunk.newStart
  const result: DiffLine[] = []
  const said = hunk.lines.filter((line) => !line.startsWith('\\'))
  const end = said.every((line) => line.endsWith('\r')) ? -1 : undefined
  for (const line of said) {
    const text = line.slice(1, end)
    if (line.startsWith('+'))
      result.push({ kind: 'added', oldLine: undefined, newLine: newLine++, text })
    else if (line.startsWith('-'))
      result.push({ kind: 'removed', oldLine: oldLine++, newLine: undefined, text })
    else result.push({ kind: 'same', oldLine: oldLine++, newLine: newLine++, text })
  }
  return result
}

export function DiffHunks({ hunks, label, labels, wrap = true, most = 200 }: DiffHunksProps) {
  const [all, setAll] = useState(false)
  const total = hunks.reduce((count, hunk) => count + hunk.lines.length, 0)
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <ScrollBox
        label={label}
        className="max-h-[28rem] overflow-auto bg-code font-mono text-sm [font-variant-ligatures:none]"
      >
        {firstLines(hunks, all ? total : most).map((lines, index) => (
          // A hunk's place in the change is its identity.
          <div
            key={index}
            className={cx(!wrap && 'w-max min-w-full', index > 0 && 'border-t border-line')}
          >
            {lines.map((line) => (
              <Line
                key={`${line.oldLine ?? ''}:${line.newLine ?? ''}`}
                line={line}
                labels={labels}
                wrap={wrap}
              />
            ))}
          </div>
        ))}
      </ScrollBox>
      {!all && total > most && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="min-h-8 w-full border-t border-line text-sm text-accent touch-target"
        >
          {labels.showAll(total)}
        </button>
      )}
    </div>
  )
}

function firstLines(hunks: readonly DiffHunk[], most: number): DiffLine[][] {
  const shown: DiffLine[][] = []
  let room = most
  for (const hunk of hunks) {
    if (room <= 0) break
    const lines = numbered(hunk).slice(0, room)
    room -= lines.length
    shown.push(lines)
  }
  return shown
}

const look = {
  added: { row: 'bg-add', sign: '+' },
  removed: { row: 'bg-del', sign: '−' },
  same: { row: '', sign: ' ' },
}

function Line({ line, labels, wrap }: { line: DiffLine; labels: DiffLabels; wrap: boolean }) {
  const { row, sign } = look[line.kind]
  const number = line.newLine ?? line.oldLine ?? 0
  return (
    <div className={cx('flex', row)}>
      <span aria-hidden className="w-11 shrink-0 pe-2 text-end text-muted select-none">
        {number}
      </span>
      <span aria-hidden className="w-4 shrink-0 select-none">
        {sign}
      </span>
      {line.kind !== 'same' && (
        <span className="sr-only">
          {line.kind === 'added' ? labels.added(number) : labels.removed(number)}
        </span>
      )}
      <span
        className={cx(
          'pe-3',
          wrap ? 'min-w-0 whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre',
        )}
      >
        {line.text === '' ? ' ' : <NamedText text={line.text} />}
      </span>
    </div>
  )
}
