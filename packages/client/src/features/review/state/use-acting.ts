// What can be done to the changes that are shown, and how they are shown while it is done.
import type { ChangedFile, ThreadId } from '@a-parallel/shared'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { listAfter } from '../model/acted.ts'
import { scopeText } from '../model/scope.ts'
import { Acting, nothingAhead, type Refused } from './acting.ts'
import type { ActAsk } from './acts.ts'
import type { Diffs, DiffsAsk } from './diffs.ts'
import type { Pane } from './pane.ts'
import { changesKey, type Changes } from './use-changes.ts'

type ActingParts = { changes: Changes; diffs: Diffs; ui: Pane['ui'] }

export function useActing(
  { threadId, between, ignoreSpace }: DiffsAsk,
  { changes, diffs, ui }: ActingParts,
) {
  const scope = scopeText(between)
  const acted = useActed(threadId, scope, changes)
  const [last, show] = useState(nothingAhead)
  const doing = useMemo(() => {
    const known = (file: ChangedFile) => (ignoreSpace ? undefined : diffs.plain(file))
    const ask: ActAsk = { threadId, between, known, acted }
    return actsFor(new Acting({ ...ask, diffs, show }), ui)
    // oxlint-disable-next-line react/exhaustive-deps -- `scope` says what `between` is
  }, [threadId, scope, ignoreSpace, diffs, acted, ui])
  const { gone, act, refused } = last.of === diffs ? last : nothingAhead
  const { files, total, state } = changes
  const shown = useMemo(
    () => listAfter({ files, total, state }, gone, act),
    [files, total, state, gone, act],
  )
  return {
    doing,
    changes: { ...changes, ...shown },
    refused: stillHolds(refused, changes.files) ? refused : null,
    /** Says no more of what was refused. */
    forget: () => show((before) => ({ ...before, refused: null })),
  }
}

/**
 * Takes over what became of files, in the list that is shown when the answer comes. What is left of them is told as one
 * scope of one thread counts it: where another is shown by then, the server is asked anew.
 */
function useActed(threadId: ThreadId, scope: string, { acted }: Changes): Changes['acted'] {
  const queries = useQueryClient()
  const shown = useRef({ threadId, scope, acted })
  useEffect(() => {
    shown.current = { threadId, scope, acted }
  })
  return useCallback(
    async (paths, told) => {
      const now = shown.current
      if (now.threadId !== threadId)
        return queries.invalidateQueries({ queryKey: changesKey(threadId) })
      await now.acted(paths, now.scope === scope ? told : undefined)
    },
    [queries, threadId, scope],
  )
}

/** A conflict that was not solved may have been since. */
function stillHolds(refused: Refused | null, files: readonly ChangedFile[]): boolean {
  if (refused?.act !== 'solve') return true
  return files.some(({ path, kind }) => path === refused.path && kind === 'conflicted')
}

function actsFor(acting: Acting, ui: Pane['ui']): Pick<Pane, 'run' | 'solve'> {
  const isBusy = (path: string) => ui.getState().busy.has(path)
  /** One thing at a time is done to a file, where that is not shown before it is done. */
  const during = (path: string, work: () => Promise<unknown>) => {
    ui.setState(({ busy }) => ({ busy: new Set([...busy, path]) }))
    void work().then(() =>
      ui.setState(({ busy }) => ({ busy: new Set([...busy].filter((one) => one !== path)) })),
    )
  }
  const solve: Pane['solve'] = (file, side) => {
    if (!isBusy(file.path)) during(file.path, () => acting.solve(file, side))
  }
  return {
    solve,
    run(act, meant) {
      const { file, lines } = meant
      if (isBusy(file.path)) return
      // Approved as it was edited, which no mark may be left in.
      if (act === 'stage' && !lines && file.kind === 'conflicted') solve(file, 'edited')
      else if (act === 'revert') during(file.path, () => acting.run(act, meant))
      else void acting.run(act, meant)
    },
  }
}
