// What the checkouts of all projects take, by what they are: worktrees of threads, folders of nobody, worktrees of others.
import type { DiskPlace, DiskPlaceKind, DiskSize } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDisk, useMeasuring } from '../../api/data/disk.ts'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { Unread } from '../unread/index.ts'
import { AdoptDialog } from './adopt-dialog.tsx'
import { PlaceRow } from './place-row.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

const kinds = [
  'thread',
  'ready',
  'orphan',
  'left',
  'foreign',
  'gone',
] as const satisfies DiskPlaceKind[]

export function Disk() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useDisk()
  const [removing, setRemoving] = useState<DiskPlace>()
  const [adopting, setAdopting] = useState<DiskPlace>()
  const [failed, setFailed] = useState<unknown>()
  const { sizes, now, measure, stop } = useMeasuring(setFailed)
  if (!data) return <Unread error={error} onRetry={refetch} lines={['60%', '45%', '52%']} />
  const { places, freeBytes } = data
  const there = places.filter(({ kind }) => kind !== 'gone').map(({ path }) => path)
  const measured = there.flatMap((path) => sizes.get(path) ?? [])
  return (
    <div id="disk.worktrees" className="flex flex-col gap-5 py-3">
      <Summary freeBytes={freeBytes} sizes={measured} count={there.length} />
      {there.length > 0 && (
        <Measure
          at={now === null ? null : there.indexOf(now) + 1}
          all={there.length}
          onMeasure={() => {
            setFailed(undefined)
            void measure(there)
          }}
          onStop={stop}
        />
      )}
      {failed !== undefined && (
        <p role="alert" className="text-fail">
          {words(problemOf(failed)).text}
        </p>
      )}
      {places.length === 0 && <p className="text-pretty text-muted">{t('disk.none')}</p>}
      {kinds.map((kind) => (
        <Kind
          key={kind}
          kind={kind}
          places={places.filter((place) => place.kind === kind)}
          sizes={sizes}
          measuring={now !== null}
          onRemove={setRemoving}
          onAdopt={setAdopting}
        />
      ))}
      {adopting && <AdoptDialog place={adopting} onClose={() => setAdopting(undefined)} />}
      {removing && <RemoveDialog place={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  )
}

type MeasureProps = { at: number | null; all: number; onMeasure: () => void; onStop: () => void }

function Measure({ at, all, onMeasure, onStop }: MeasureProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button busy={at !== null} onClick={onMeasure}>
        {at === null ? t('disk.measure') : t('disk.measuring', { done: at, all })}
      </Button>
      {at !== null && (
        <Button weight="quiet" onClick={onStop}>
          {t('disk.stop')}
        </Button>
      )}
    </div>
  )
}

type SummaryProps = { freeBytes: number; sizes: readonly DiskSize[]; count: number }

function Summary({ freeBytes, sizes, count }: SummaryProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0)
  return (
    <p className="text-pretty text-muted">
      {t('disk.free', { size: format.bytes(freeBytes) })}{' '}
      {sizes.length > 0 &&
        t('disk.sum', { size: format.bytes(sum), done: sizes.length, all: count })}{' '}
      {sizes.length > 0 && t('disk.honest')}
    </p>
  )
}

type KindProps = {
  kind: DiskPlaceKind
  places: readonly DiskPlace[]
  sizes: ReadonlyMap<string, DiskSize>
  /** Then they stay where they are: no row moves away under a pointer. */
  measuring: boolean
  onRemove: (place: DiskPlace) => void
  onAdopt: (place: DiskPlace) => void
}

function Kind({ kind, places, sizes, measuring, onRemove, onAdopt }: KindProps) {
  const { t } = useTranslation()
  if (places.length === 0) return null
  const sizeOf = ({ path }: DiskPlace) => sizes.get(path)?.bytes ?? 0
  const rows = measuring ? places : places.toSorted((a, b) => sizeOf(b) - sizeOf(a))
  return (
    <section aria-labelledby={`disk-${kind}`}>
      <h3 id={`disk-${kind}`} className="font-medium">
        {t(`disk.kinds.${kind}`)}
      </h3>
      <p className="pb-1 text-sm text-pretty text-muted">{t(`disk.details.${kind}`)}</p>
      <ul aria-labelledby={`disk-${kind}`} className="divide-y divide-line">
        {rows.map((place) => (
          <PlaceRow
            key={place.path}
            place={place}
            size={sizes.get(place.path)}
            onRemove={() => onRemove(place)}
            onAdopt={() => onAdopt(place)}
          />
        ))}
      </ul>
    </section>
  )
}
