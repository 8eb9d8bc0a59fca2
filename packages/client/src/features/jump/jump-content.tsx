// The finder of a thread: files of its worktree by what is typed of their paths, and behind an @ what they define.
import { RotateCw } from 'lucide-react'
import { useCallback, useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { isMac } from '../../platform/browser.ts'
import { Button } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { FinderSurface } from '../../ui/overlays/finder-surface.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { chordOf, commandOf } from '../commands/index.ts'
import { readSettings } from '../settings/index.ts'
import { readAsk, symbolSign, type JumpAsk } from './ask.ts'
import { HitLine } from './hit-line.tsx'
import { useFound, type Found, type Hit } from './use-found.ts'

export type Place = { path: string; line?: number }

export type JumpContentProps = {
  threadId: ThreadId
  /** The file that is shown, if any. */
  shown: string | null
  /** What stands in the field at first. */
  begins: string
  onOpen: (place: Place) => void
  onClose: () => void
}

export function JumpContent({ threadId, shown, begins, onOpen, onClose }: JumpContentProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(begins)
  const ask = readAsk(typed)
  const found = useFound(threadId, ask, shown)
  const pick = (hit: Hit) => {
    onClose()
    // Closed first: what is opened takes the focus.
    requestAnimationFrame(() => onOpen(placeOf(hit, ask)))
  }
  const early = useEarly(typed, found, pick)
  const draw = useCallback((hit: Hit) => <HitLine hit={hit} sought={ask.sought} />, [ask.sought])
  return (
    <FinderSurface
      onClose={onClose}
      label={t('jump.label')}
      placeholder={t('jump.placeholder')}
      value={typed}
      onValueChange={setTyped}
      rows={found.hits}
      about={`${ask.kind} ${ask.sought}`}
      keyOf={keyOf}
      draw={draw}
      listLabel={t(ask.kind === 'file' ? 'jump.files' : 'jump.symbols')}
      // What is shown may still be the answer to what was typed before.
      onPick={found.settled ? pick : early}
      onEarly={early}
      busy={!found.settled && found.problem === undefined}
      hint={<Hint ask={ask} found={found} />}
      onKeyDown={(event) => {
        const next = fieldFor(event, typed)
        if (next === null) return
        event.preventDefault()
        if (next === undefined) onClose()
        else setTyped(next)
      }}
    >
      <Instead ask={ask} found={found} />
    </FinderSurface>
  )
}

function keyOf(hit: Hit): string {
  if (hit.kind === 'symbol') return `${hit.symbol.path}\0${hit.symbol.line}`
  return hit.kind === 'file' ? hit.file.path : 'line'
}

function placeOf(hit: Hit, ask: JumpAsk): Place {
  switch (hit.kind) {
    case 'file':
      return {
        path: hit.file.path,
        ...(ask.kind === 'file' && ask.line !== null && { line: ask.line }),
      }
    case 'symbol':
      return { path: hit.symbol.path, line: hit.symbol.line }
    case 'line':
      return hit
  }
}

/** Enter before the answer is there takes the first that comes, unless more is typed. */
function useEarly(typed: string, found: Found, pick: (hit: Hit) => void): () => void {
  const [waiting, setWaiting] = useState<string | null>(null)
  const first = found.hits[0]
  const ready = waiting === typed && found.settled && first !== undefined
  useEffect(() => {
    if (!ready) return
    setWaiting(null)
    pick(first)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the answer is there
  }, [ready])
  return () => setWaiting(typed)
}

/** The keys that opened it turn from files to names and back, or close it (undefined); null for all other keys. */
function fieldFor({ nativeEvent }: KeyboardEvent, typed: string): string | null | undefined {
  const chord = chordOf(nativeEvent, isMac)
  const command = chord === null ? null : commandOf(chord, readSettings().keyboard.bindings)
  const inSymbols = typed.trimStart().startsWith(symbolSign)
  const words = typed.trimStart().replace(/^@/, '')
  if (command === 'jumpToFile') return inSymbols ? words : undefined
  if (command === 'jumpToSymbol') return inSymbols ? undefined : symbolSign + words
  return null
}

function Hint({ ask, found }: { ask: JumpAsk; found: Found }) {
  const { t } = useTranslation()
  const parts = [
    found.cut && t('jump.cut'),
    found.more && !found.cut && t('jump.more', { count: found.hits.length }),
    t(ask.kind === 'file' ? 'jump.hint' : 'jump.symbolHint'),
  ]
  return (
    <output className="flex flex-wrap gap-x-3">
      {parts.map((part) => part !== false && <span key={part}>{part}</span>)}
    </output>
  )
}

/** Where nothing is listed. */
function Instead({ ask, found }: { ask: JumpAsk; found: Found }): ReactNode {
  const { t } = useTranslation()
  const words = useProblemWords()
  if (found.problem) {
    const { text, detail } = words(found.problem)
    return (
      <EmptyState
        className="py-6"
        title={<span role="alert">{text}</span>}
        detail={detail}
        action={
          <Button icon={<RotateCw size={14} aria-hidden />} onClick={found.again}>
            {t('app.retry')}
          </Button>
        }
      />
    )
  }
  if (ask.kind === 'symbol' && ask.sought === '')
    return <p className="px-4 py-6 text-center text-muted">{t('jump.typeName')}</p>
  if (!found.settled)
    return (
      <div className="p-4">
        <span className="sr-only">{t('jump.looking')}</span>
        <Skeleton lines={['46%', '62%', '38%', '54%']} />
      </div>
    )
  return (
    <output className="block px-4 py-6 text-center text-muted">
      {found.among === 0
        ? t('jump.empty')
        : t(ask.kind === 'file' ? 'jump.noFile' : 'jump.noSymbol')}
    </output>
  )
}
