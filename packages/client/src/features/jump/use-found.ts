// What fits what was typed, asked for at every key; the last answer stays on screen until the next is there.
import type { FoundFile, FoundSymbol, ProblemValue, ThreadId } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import type { JumpAsk } from './ask.ts'

export type Hit =
  | { kind: 'file'; file: FoundFile }
  | { kind: 'symbol'; symbol: FoundSymbol }
  /** A line of the file that is shown. */
  | { kind: 'line'; path: string; line: number }

export type Found = {
  hits: readonly Hit[]
  /** It is the answer to what stands in the field. */
  settled: boolean
  problem: ProblemValue | undefined
  again: () => void
  /** Files that there are to look among; undefined while it is not known. */
  among: number | undefined
  /** There are more than these. */
  more: boolean
  /** Some of the files were not read. */
  cut: boolean
}

/** As short as a pause between two keys: each time all files are read. */
const pauseMs = 150
const keptMs = 60_000

/** `shown`: the file that is shown, if any. */
export function useFound(threadId: ThreadId, ask: JumpAsk, shown: string | null): Found {
  const files = useFiles(threadId, ask)
  const symbols = useSymbols(threadId, ask)
  if (ask.kind === 'symbol') return symbols
  if (ask.sought === '' && ask.line !== null && shown !== null)
    return { ...files, settled: true, hits: [{ kind: 'line', path: shown, line: ask.line }] }
  return files
}

function useFiles(threadId: ThreadId, ask: JumpAsk): Found {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['jump', 'files', threadId, ask.sought],
    queryFn: ({ signal }) =>
      callApi(
        'jumpToFiles',
        { params: { id: threadId }, query: { query: ask.sought } },
        { signal },
      ),
    enabled: ask.kind === 'file',
    placeholderData: (before, of) => (of?.queryKey[2] === threadId ? before : undefined),
    staleTime: 1_000,
    gcTime: keptMs,
    retry: false,
  })
  return {
    hits: error ? [] : (data?.files ?? []).map((file) => ({ kind: 'file', file })),
    settled: data !== undefined && !isPlaceholderData,
    problem: error ? problemOf(error) : undefined,
    again: () => void refetch(),
    among: data?.among,
    more: false,
    cut: false,
  }
}

function useSymbols(threadId: ThreadId, ask: JumpAsk): Found {
  const sought = ask.kind === 'symbol' ? ask.sought : ''
  const paused = usePaused(sought)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['jump', 'symbols', threadId, paused],
    queryFn: ({ signal }) =>
      callApi('jumpToSymbols', { params: { id: threadId }, query: { query: paused } }, { signal }),
    enabled: paused !== '',
    placeholderData: (before, of) => (of?.queryKey[2] === threadId ? before : undefined),
    staleTime: 5_000,
    gcTime: keptMs,
    retry: false,
  })
  const known = sought === '' || error ? undefined : data
  return {
    hits: (known?.symbols ?? []).map((symbol) => ({ kind: 'symbol', symbol })),
    settled: sought === paused && (sought === '' || (known !== undefined && !isPlaceholderData)),
    problem: error && sought !== '' ? problemOf(error) : undefined,
    again: () => void refetch(),
    among: undefined,
    more: known?.more ?? false,
    cut: known?.cut ?? false,
  }
}

/** The last text that stayed for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), text === '' ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
