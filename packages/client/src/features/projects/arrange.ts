// The order of the projects in the lists, and how a person changes it.
import type { Project, ProjectId } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { announce } from '../../ui/display/announcer.tsx'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { droppedAt, rearranged } from './order.ts'
import { useProjectsInUse } from './use-projects.ts'

export interface Arranging {
  /** One up (-1) or down (1); not beyond the ends. */
  step: (project: Project, by: -1 | 1) => void
  canStep: (id: ProjectId, by: -1 | 1) => boolean
  drop: (id: ProjectId, target: ProjectId, after: boolean) => void
}

export function useArranging(): Arranging {
  const { t } = useTranslation()
  const words = useProblemWords()
  const ids = useProjectsInUse().map(({ id }) => id)
  const keep = async (next: ProjectId[] | null) => {
    if (!next) return false
    try {
      await callApi('arrangeProjects', { body: { ids: next } })
      return true
    } catch (cause) {
      showToast(words(problemOf(cause)).text, { tone: 'bad' })
      return false
    }
  }
  return {
    canStep: (id, by) => rearranged(ids, id, ids.indexOf(id) + by) !== null,
    step({ id, name }, by) {
      const at = ids.indexOf(id) + by
      void keep(rearranged(ids, id, at)).then((took) => {
        if (took) announce(t('projects.movedTo', { name, place: at + 1, all: ids.length }))
      })
    },
    drop: (id, target, after) => {
      void keep(rearranged(ids, id, droppedAt(ids, id, target, after)))
    },
  }
}
