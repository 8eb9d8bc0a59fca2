// The inbox: everything that wants its owner, answered where it stands. Everything by mouse, and by the keys below.
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VirtualList, type VirtualListHandle } from '../../ui/layout/virtual-list.tsx'
import { Held, useHold, useSteady, useThreads } from '../threads/index.ts'
import { BulkBar } from './bulk-bar.tsx'
import { entriesOf, placeAt, rowsOf, stepFrom, type InboxRow, type Place } from './entries.ts'
import { EntryRow, Heading } from './entry-row.tsx'
import { isSelected, noSelection, toggled, type Selection } from './selection.ts'
import { useInboxKeys } from './use-inbox-keys.ts'

const keyOf = (row: InboxRow) => (row.kind === 'heading' ? row.group : row.thread.id)

export function InboxList() {
  const { held, handlers } = useHold()
  return (
    <Held value={held}>
      <div className="flex min-h-0 flex-1 flex-col" {...handlers}>
        <Entries />
      </div>
    </Held>
  )
}

/** What wants something now and, while the list is held still, what did a moment ago. */
function useEntries(): readonly ThreadSummary[] {
  const threads = useThreads()
  const wanted = useMemo(() => entriesOf(threads), [threads])
  return useSteady(wanted, threads)
}

function Entries() {
  const { t } = useTranslation()
  const entries = useEntries()
  const rows = useMemo(() => rowsOf(entries), [entries])
  const list = useRef<VirtualListHandle>(null)
  const [place, setPlace] = useState<Place>()
  const [selected, setSelected] = useState(noSelection)
  const current = place && stepFrom(entries, place, 0)?.id
  const chosen = entries.filter((entry) => isSelected(selected, entry))
  const toggle = useCallback(
    (entry: ThreadSummary) => setSelected((before) => toggled(before, entry)),
    [],
  )
  const open = useCallback(
    (id: ThreadId | undefined) =>
      setPlace(
        placeAt(
          entries,
          entries.findIndex((one) => one.id === id),
        ),
      ),
    [entries],
  )
  useInboxKeys({
    entry: entries.find(({ id }) => id === current),
    chosen,
    toggle,
    walk(step) {
      const next = stepFrom(entries, place, step)
      setPlace(next)
      const row = rows.findIndex((one) => keyOf(one) === next?.id)
      if (row >= 0) list.current?.scrollToIndex(row, { align: 'nearest' })
    },
  })
  const draw = useDraw({ current, selected, toggle, open })
  return (
    <>
      <BulkBar chosen={chosen} onClear={() => setSelected(noSelection)} />
      <VirtualList
        ref={list}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a virtual list is no ul
        role="list"
        label={t('inbox.title')}
        rows={rows}
        keyOf={keyOf}
        draw={draw}
        rowHeight={44}
        className="scroll-thin ring-inset-focus min-h-0 flex-1 overflow-y-auto pb-8"
      />
    </>
  )
}

interface DrawAsk {
  current: ThreadId | undefined
  selected: Selection
  toggle: (entry: ThreadSummary) => void
  open: (id: ThreadId | undefined) => void
}

function useDraw({ current, selected, toggle, open }: DrawAsk) {
  return useCallback(
    (row: InboxRow) =>
      row.kind === 'heading' ? (
        <Heading group={row.group} count={row.count} />
      ) : (
        <EntryRow
          thread={row.thread}
          open={row.thread.id === current}
          selected={isSelected(selected, row.thread)}
          onSelect={toggle}
          onOpen={open}
        />
      ),
    [current, selected, toggle, open],
  )
}
