// What the series of a chart are called: projects by their names, models as people say them, threads by their titles.
import { modelName } from '@a-parallel/contract/model'
import type { UsageReport } from '@a-parallel/shared'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useProjects } from '../projects/index.ts'
import { others, type Grouping, type SeriesKey } from './sums/series.ts'

const none: UsageReport['largest'] = []

/** A project that is no longer on the list has no name any more, and a deleted thread no title. */
export function useNames(
  threads: UsageReport['largest'] = none,
): (key: SeriesKey, by: Grouping) => string {
  const { t } = useTranslation()
  const projects = useProjects()
  return useCallback(
    (key, by) => {
      if (key === others) return t('usage.others')
      if (by === 'model') return key === '' ? t('cost.noModel') : modelName(key)
      if (by === 'thread')
        return threads.find(({ threadId }) => threadId === key)?.title ?? t('usage.threadGone')
      return projects.find(({ id }) => id === key)?.name ?? t('usage.projectGone')
    },
    [t, projects, threads],
  )
}
