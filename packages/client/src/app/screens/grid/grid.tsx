// Up to nine threads side by side, live: each streams, is answered and written to in its place. Which ones, the address
// says, so that the grid is the same when one comes back to it.
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gridOf, mostCells, useThreads } from '../../../features/threads/index.ts'
import { Select } from '../../../ui/controls/select.tsx'
import { EmptyState } from '../../../ui/display/empty-state.tsx'
import { GridCell } from './grid-cell.tsx'

type GridProps = {
  /** The ids of the address, joined by dots; undefined: choose some. */
  ids: string | undefined
  /** Those that the filter lets through, to choose from. */
  threads: readonly ThreadSummary[]
  onIds: (ids: string) => void
}

/** What stands for "none" in the address: an empty one would be filled. */
const none = '-'

export function Grid({ ids, threads, onIds }: GridProps) {
  const { t } = useTranslation()
  const all = useThreads()
  const chosen = ids === undefined ? gridOf(threads).map(({ id }) => id) : parts(ids)
  const cells = chosen.flatMap((id) => all.find((thread) => thread.id === id) ?? [])
  const start = ids === undefined && threads.length > 0 ? joined(chosen) : undefined
  useEffect(() => {
    // From now on it is what the address says: no cell changes under the reader.
    if (start !== undefined) onIds(start)
  }, [start, onIds])
  const [last, setLast] = useState<ThreadId>()
  const current = cells.find(({ id }) => id === last) ?? cells[0]
  const others = threads.filter(({ id }) => !chosen.includes(id))
  const set = (next: readonly ThreadId[]) => onIds(joined(next))
  return (
    <div className="scroll-thin flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
      {cells.length === 0 ? (
        <EmptyState title={t('grid.empty')} detail={t('grid.emptyDetail')} />
      ) : (
        <div className={`grid min-h-0 flex-1 gap-3 ${columnsOf(cells.length)}`}>
          {cells.map((thread) => (
            <GridCell
              key={thread.id}
              thread={thread}
              current={thread === current}
              onCurrent={() => setLast(thread.id)}
              onClose={() => set(chosen.filter((id) => id !== thread.id))}
            />
          ))}
        </div>
      )}
      {cells.length < mostCells && others.length > 0 && (
        <div className="w-72 shrink-0">
          <Select
            label={t('grid.add')}
            hideLabel
            value=""
            options={[
              { value: '', label: t('grid.add') },
              ...others.slice(0, 200).map(({ id, title }) => ({ value: id, label: title })),
            ]}
            onChange={(id) => {
              const thread = others.find((one) => one.id === id)
              if (thread) set([...chosen, thread.id])
            }}
          />
        </div>
      )}
    </div>
  )
}

function parts(ids: string): ThreadId[] {
  // Compared with ids that we know, and used for nothing else.
  return ids === none ? [] : (ids.split('.').slice(0, mostCells) as ThreadId[])
}

const joined = (ids: readonly ThreadId[]) => (ids.length === 0 ? none : ids.join('.'))

function columnsOf(count: number): string {
  if (count === 1) return 'grid-cols-1 auto-rows-[minmax(24rem,1fr)]'
  if (count <= 4) return 'grid-cols-2 auto-rows-[minmax(24rem,1fr)] max-lg:grid-cols-1'
  return 'grid-cols-3 auto-rows-[minmax(24rem,1fr)] max-xl:grid-cols-2 max-lg:grid-cols-1'
}
