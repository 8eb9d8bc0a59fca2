// All threads by what they ask of a person: who waits, who runs, what is ready, what stopped.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import { GrowingList, type InList } from '../../../ui/layout/growing-list.tsx'
import { useProjects } from '../../projects/index.ts'
import { byAttention, byCreation } from '../select/order.ts'
import { Held, useHold, useSteady } from '../tree/use-steady.ts'
import { useThreads } from '../use-threads.ts'
import { overviewStates, stateOf, type OverviewState } from './filter.ts'
import { OverviewRow } from './overview-row.tsx'
import { SelectBar } from './select-bar.tsx'
import { stateColours, stateTitles } from './state-titles.ts'

export type OverviewListProps = {
  /** Those to show. */
  threads: readonly ThreadSummary[]
  /** Several can be selected and dealt with at once. */
  selectable?: boolean
}

export function OverviewList({ threads, selectable }: OverviewListProps) {
  const { held, handlers } = useHold()
  const [selected, setSelected] = useState<ReadonlySet<ThreadId>>(new Set())
  const toggle = (id: ThreadId) =>
    setSelected(
      (before) => new Set([...before].filter((one) => one !== id).concat(before.has(id) ? [] : id)),
    )
  return (
    <Held value={held}>
      <div className="flex flex-1 flex-col" {...handlers}>
        {overviewStates.map((state) => (
          <GroupSection
            key={state}
            state={state}
            threads={threads.filter((thread) => stateOf(thread) === state)}
            selected={selected}
            onSelect={selectable ? toggle : undefined}
          />
        ))}
        <SelectBar
          chosen={threads.filter(({ id }) => selected.has(id))}
          onClear={() => setSelected(new Set())}
        />
      </div>
    </Held>
  )
}

type GroupSectionProps = {
  state: OverviewState
  threads: readonly ThreadSummary[]
  selected: ReadonlySet<ThreadId>
  onSelect: ((id: ThreadId) => void) | undefined
}

function GroupSection({ state, threads, selected, onSelect }: GroupSectionProps) {
  const { t } = useTranslation()
  const sorted = threads.toSorted(state === 'needs' ? byAttention : byCreation)
  const shown = useSteady(sorted, useThreads())
  const names = new Map(useProjects().map((project) => [project.id, project.name]))
  if (shown.length === 0) return null
  const draw = (thread: ThreadSummary, inList: InList) => (
    <OverviewRow
      key={thread.id}
      thread={thread}
      project={names.get(thread.projectId) ?? ''}
      selected={selected.has(thread.id)}
      onSelect={onSelect}
      {...inList}
    />
  )
  return (
    <section aria-label={t(stateTitles[state])} className="pt-4">
      <h2
        className={`flex items-center gap-1.5 px-4 pb-1.5 text-xs font-semibold max-md:px-3 ${stateColours[state] ?? 'text-muted'}`}
      >
        {t(stateTitles[state])} <span className="font-normal">{shown.length}</span>
      </h2>
      <GrowingList
        rows={shown}
        draw={draw}
        className="border-y border-line [--row:2.25rem] max-md:[--row:3rem]"
      />
    </section>
  )
}
