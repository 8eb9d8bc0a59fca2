// Asks the worker for colours. Code that is long, or in a language nobody taught us, stays plain.
/* oxlint-disable unicorn/require-post-message-target-origin -- a worker's messages have no target origin */
import { useEffect, useState } from 'react'
import { trustedWorkerUrl } from '../../platform/trusted-worker-url.ts'
// oxlint-disable-next-line import/default -- the build makes the module behind this address
import workerUrl from './highlight.worker.ts?worker&url'
import type { HighlightAnswer, HighlightRequest, Piece } from './highlight.worker.ts'

export type { Piece }

const longestCode = 100_000
const waiting = new Map<number, (lines: Piece[][] | undefined) => void>()
let worker: Worker | undefined
let lastId = 0

function startWorker(): Worker {
  const started = new Worker(trustedWorkerUrl(workerUrl), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<HighlightAnswer>) => {
    waiting.get(data.id)?.(data.lines)
    waiting.delete(data.id)
  })
  return started
}

/** Coloured lines of `code`; undefined for a language that nobody taught us. */
export function highlight(language: string, code: string): Promise<Piece[][] | undefined> {
  worker ??= startWorker()
  lastId += 1
  const request: HighlightRequest = { id: lastId, language, code }
  worker.postMessage(request)
  return new Promise((resolve) => waiting.set(request.id, resolve))
}

/** Coloured lines of `code`, or undefined until (or unless) there are any. Pass no language while the code still grows. */
export function useHighlight(code: string, language: string | undefined): Piece[][] | undefined {
  const [done, setDone] = useState<{ code: string; lines: Piece[][] | undefined }>()
  useEffect(() => {
    if (!language || code.length > longestCode) return
    let current = true
    void highlight(language.toLowerCase(), code).then(
      (lines) => current && setDone({ code, lines }),
    )
    return () => {
      current = false
    }
  }, [code, language])
  return done?.code === code ? done.lines : undefined
}
