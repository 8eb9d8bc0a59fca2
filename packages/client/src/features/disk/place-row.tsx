// One checkout on the disk: whose it is, where it lies, what it takes, and the way to remove it where it is no thread's.
import type { DiskPlace, DiskSize } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { GitBranch, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useIndex } from '../../live/use-index.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'

export type PlaceRowProps = {
  place: DiskPlace
  size: DiskSize | undefined
  onRemove: () => void
  onAdopt: () => void
}

export function PlaceRow({ place, size, onRemove, onAdopt }: PlaceRowProps) {
  const { t } = useTranslation()
  const { path, kind, projectId, formerly, thread, branch, isLocked, isListed, isAway } = place
  const project = useIndex((index) =>
    index.kind === 'ready' ? index.projects.find(({ id }) => id === projectId)?.name : undefined,
  )
  // Of what is gone, only a branch holds the commits.
  const isUnclear = kind === 'gone' && branch === null
  const mayGo = kind !== 'thread' && isListed && !isLocked && !isUnclear && !isAway
  const mayBegin = (kind === 'foreign' || kind === 'orphan') && isListed && branch !== null
  return (
    <li className="flex min-h-11 items-center gap-x-3 gap-y-2 py-1.5 max-sm:flex-wrap">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          {thread && (
            <Link
              to="/t/$threadId"
              params={{ threadId: thread.id }}
              className="min-w-0 rounded-sm wrap-anywhere underline underline-offset-2 touch-target"
            >
              {thread.title}
            </Link>
          )}
          <span className="text-sm wrap-anywhere text-muted">
            {kind === 'left' ? formerlyOf(formerly, t('disk.erased')) : project}
          </span>
          {thread?.archived && <span className="text-sm text-muted">{t('disk.archived')}</span>}
          {isLocked && <span className="text-sm text-need">{t('disk.locked')}</span>}
          {isAway && <span className="text-sm text-need">{t('disk.away')}</span>}
          {!isListed && <span className="text-sm text-need">{t('disk.unlisted')}</span>}
        </p>
        <p className="flex min-w-0 flex-wrap gap-x-3 font-mono text-xs text-muted">
          {branch !== null && (
            <span className="inline-flex min-w-0 items-center gap-1">
              <GitBranch size={12} aria-hidden className="shrink-0" />
              <span className="min-w-0 wrap-anywhere">{branch}</span>
            </span>
          )}
          <span className="min-w-0 wrap-anywhere">{path}</span>
        </p>
      </div>
      {size && <Size size={size} />}
      {mayBegin && (
        <Button size="sm" aria-label={t('disk.adoptNamed', { path })} onClick={onAdopt}>
          {t('disk.adopt')}
        </Button>
      )}
      {mayGo && (
        <IconButton
          label={t('disk.remove', { path })}
          icon={<Trash2 size={15} aria-hidden />}
          onClick={onRemove}
        />
      )}
    </li>
  )
}

/** Its repository's path too: there may be another one of its name. */
function formerlyOf(formerly: DiskPlace['formerly'], erased: string): string {
  return formerly ? `${formerly.name} · ${formerly.path}` : erased
}

function Size({ size: { bytes, sharedBytes, isWhole } }: { size: DiskSize }) {
  const { t } = useTranslation()
  const format = useFormat()
  const size = format.bytes(bytes)
  return (
    <p className="shrink-0 text-end text-sm tabular-nums">
      {isWhole ? size : t('disk.atLeast', { size })}
      {sharedBytes > 0 && (
        <span className="block text-xs text-muted">
          {t('disk.shared', { size: format.bytes(sharedBytes) })}
        </span>
      )}
    </p>
  )
}
