// What the series of a chart are called: projects by their names, models as people say them.
import { modelName } from '@a-parallel/contract/model'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useProjects } from '../projects/index.ts'
import { others, type Grouping, type SeriesKey } from './sums/series.ts'

/** A project that is no longer on the list has no name any more. */
export function useNames(): (key: SeriesKey, by: Grouping) => string {
  const { t } = useTranslation()
  const projects = useProjects()
  return useCallback(
    (key, by) => {
      if (key === others) return t('usage.others')
      if (by === 'model') return key === '' ? t('cost.noModel') : modelName(key)
      return projects.find(({ id }) => id === key)?.name ?? t('usage.projectGone')
    },
    [t, projects],
  )
}
