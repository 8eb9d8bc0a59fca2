// What the series of a chart are called: projects by their names, models as people say them, threads by their titles.
import { modelName } from '@a-parallel/contract/model'
import type { UsageReport } from '@a-parallel/shared'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProjects } from '../projects/index.ts'
import { projectNames } from './sums/project-names.ts'
import { others, type Grouping, type SeriesKey } from './sums/series.ts'

/** A project that was erased has no name any more, and a deleted thread no title. */
export function useNames({
  largest,
  removed,
}: Pick<UsageReport, 'largest' | 'removed'>): (key: SeriesKey, by: Grouping) => string {
  const { t } = useTranslation()
  const projects = useProjects()
  return useMemo(() => {
    const names = projectNames([...projects, ...removed])
    return (key, by) => {
      if (key === others) return t('usage.others')
      if (by === 'model') return key === '' ? t('cost.noModel') : modelName(key)
      if (by === 'thread')
        return largest.find(({ threadId }) => threadId === key)?.title ?? t('usage.threadGone')
      return names.get(key) ?? t('usage.projectGone')
    }
  }, [t, projects, largest, removed])
}
