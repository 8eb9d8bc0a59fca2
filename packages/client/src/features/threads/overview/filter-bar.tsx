// How the overview is looked at: words, project, state, and as list, board or grid. Everything goes into the address.
import { LayoutGrid, List, SquareKanban } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { Select } from '../../../ui/controls/select.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { useProjectsInUse } from '../../projects/index.ts'
import {
  isFiltered,
  overviewStates,
  overviewViews,
  type OverviewSearch,
  type OverviewView,
} from './filter.ts'
import { stateTitles } from './state-titles.ts'

type FilterBarProps = {
  search: OverviewSearch
  view: OverviewView
  onChange: (change: OverviewSearch) => void
}

const icons: Record<OverviewView, ReactNode> = {
  list: <List size={14} aria-hidden />,
  board: <SquareKanban size={14} aria-hidden />,
  grid: <LayoutGrid size={14} aria-hidden />,
}

export function FilterBar({ search, view, onChange }: FilterBarProps) {
  const { t } = useTranslation()
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <div className="w-56 max-lg:w-40">
        <TextField
          type="search"
          label={t('overview.search')}
          hideLabel
          placeholder={t('overview.search')}
          value={search.q ?? ''}
          onChange={(event) => onChange({ q: event.target.value })}
        />
      </div>
      <Choices search={search} onChange={onChange} />
      {isFiltered(search) && (
        <Button
          size="sm"
          weight="quiet"
          onClick={() => onChange({ q: undefined, project: undefined, state: undefined })}
        >
          {t('overview.showAll')}
        </Button>
      )}
      <span className="ms-auto">
        <Segmented
          size="sm"
          label={t('overview.view')}
          value={view}
          options={overviewViews.map((value) => ({
            value,
            label: t(`overview.${value}`),
            icon: icons[value],
          }))}
          onChange={(chosen) => onChange({ view: chosen })}
        />
      </span>
    </search>
  )
}

function Choices({ search, onChange }: Pick<FilterBarProps, 'search' | 'onChange'>) {
  const { t } = useTranslation()
  const projects = useProjectsInUse()
  return (
    <>
      <div className="w-44">
        <Select
          label={t('new.project')}
          hideLabel
          value={search.project ?? ''}
          options={[
            { value: '', label: t('overview.allProjects') },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(project) => onChange({ project })}
        />
      </div>
      <div className="w-40">
        <Select
          label={t('app.status')}
          hideLabel
          value={search.state ?? ''}
          options={[
            { value: '', label: t('overview.allStates') },
            ...overviewStates.map((value) => ({ value, label: t(stateTitles[value]) })),
          ]}
          onChange={(value) => onChange({ state: overviewStates.find((known) => known === value) })}
        />
      </div>
    </>
  )
}
