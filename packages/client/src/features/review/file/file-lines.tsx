// The lines of a file, numbered; the one that was asked for is marked and in sight. Arrows go from line to line, and a line
// whose number is pressed is the one that a link leads to.
import { cx } from 'class-variance-authority'
import {
  memo,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { useTranslation } from 'react-i18next'
import { VirtualList, type VirtualListHandle } from '../../../ui/layout/virtual-list.tsx'
import { Code } from '../diff/code.tsx'
import type { TextLine } from './whole-text.ts'

type FileLinesProps = {
  path: string
  /** Where to begin to read; counted from 1. */
  line: number | undefined
  lines: readonly TextLine[]
  wrap: boolean
  onLine: (line: number) => void
}

const lineHeight = 20
const keyOf = ({ number }: TextLine) => number

export function FileLines({ path, line, lines, wrap, onLine }: FileLinesProps) {
  const { t } = useTranslation()
  const list = useRef<VirtualListHandle>(null)
  const box = useRef<HTMLDivElement>(null)
  const [moved, setMoved] = useState({ from: line, at: line })
  const current = moved.from === line ? moved.at : line
  const last = lines.length
  useLayoutEffect(() => {
    box.current?.focus({ preventScroll: true })
    if (line !== undefined)
      list.current?.scrollToIndex(Math.min(line, last) - 1, { align: 'center' })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is written meanwhile moves nobody
  }, [line])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && current !== undefined) onLine(current)
    const next = lineFor(event, current ?? firstInSight(list.current), last)
    if (next === null) return
    event.preventDefault()
    setMoved({ from: line, at: next })
    list.current?.scrollToIndex(next - 1, { align: 'nearest' })
  }
  const onClick = ({ target }: MouseEvent) => {
    const pressed = target instanceof Element && target.closest<HTMLElement>('[data-number]')
    if (pressed) onLine(Number(pressed.dataset['number']))
  }
  const draw = useCallback(
    (one: TextLine) => (
      <Line one={one} path={path} wrap={wrap} isCurrent={one.number === current} />
    ),
    [path, wrap, current],
  )
  const digits = Math.max(2, String(last).length)
  return (
    <VirtualList
      ref={list}
      rows={lines}
      keyOf={keyOf}
      draw={draw}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the role of its box, as it names it
      role="list"
      label={t('file.lines', { path })}
      rowHeight={lineHeight}
      box={{
        ref: box,
        onKeyDown,
        onClick,
        style: { '--digits': digits } as CSSProperties, // Own properties are not among the known ones.
      }}
      className={cx(
        'ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto py-1 font-mono text-sm [font-variant-ligatures:none]',
        wrap ? 'overflow-x-hidden' : 'overflow-x-auto',
      )}
    />
  )
}

type LineProps = { one: TextLine; path: string; wrap: boolean; isCurrent: boolean }

const Line = memo(function Line({ one, path, wrap, isCurrent }: LineProps) {
  const { hunk, line, number } = one
  return (
    <div
      data-line={number}
      aria-current={isCurrent ? 'location' : undefined}
      className={cx(
        'relative flex',
        isCurrent &&
          'bg-selected after:pointer-events-none after:absolute after:inset-y-0 after:start-0 after:border-s-3 after:border-accent',
      )}
    >
      <span
        aria-hidden
        data-number={number}
        className="w-[calc(var(--digits)*1ch+1.5rem)] shrink-0 cursor-pointer pe-3 text-end text-muted tabular-nums select-none"
      >
        {number}
      </span>
      <Code hunk={hunk} line={line} path={path} wrap={wrap} />
    </div>
  )
})

/** The line that a key leads to; null for keys that lead to none. */
function lineFor(event: KeyboardEvent, from: number, last: number): number | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event
  if (ctrlKey || metaKey || altKey || shiftKey) return null
  if (key === 'ArrowDown') return Math.min(last, from + 1)
  if (key === 'ArrowUp') return Math.max(1, from - 1)
  if (key === 'Home') return 1
  return key === 'End' ? last : null
}

/** The one above it, so that a step down leads to it. */
function firstInSight(list: VirtualListHandle | null): number {
  return list ? list.findItemIndex(list.scrollOffset) : 0
}
