// Tells how a clone ended that was seen to run and whose list nobody looks at.
import type { Clone } from '@a-parallel/shared'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useClones } from '../../../api/projects/adding.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useProblemWords } from '../../../words/problem-text.ts'
import { nameOf } from './folders.ts'

const seldomMs = 3_000

/** How many lists of clones are on screen. */
let lists = 0

/** Whoever shows the list tells of their ends. */
export function useShowsClones(): void {
  useEffect(() => {
    lists += 1
    return () => {
      lists -= 1
    }
  }, [])
}

export function useCloneEnds(): void {
  const { data } = useClones(seldomMs)
  const tell = useTell()
  const running = useRef(new Set<string>())
  useEffect(() => {
    for (const clone of data?.clones ?? []) {
      if (clone.state === 'running') running.current.add(clone.id)
      else if (running.current.delete(clone.id) && lists === 0) tell(clone)
    }
  }, [data, tell])
}

function useTell() {
  const { t } = useTranslation()
  const words = useProblemWords()
  return ({ state, path, problem }: Clone) => {
    const name = nameOf(path)
    if (problem) {
      const what = t(state === 'done' ? 'clone.notAdded' : 'clone.failed', { name })
      showToast(`${what}. ${words(problem).text}`, { tone: 'bad' })
    } else if (state === 'done') showToast(t('addProject.done', { name }), { tone: 'good' })
  }
}
