// Asks before things in the trash are destroyed, and says first what goes with them.
import type { TrashItem } from '@a-parallel/shared'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { emptyTrash, useTrashChanged } from '../../api/data/trash.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

const kinds = ['thread', 'files', 'skill', 'backup'] as const
type Kind = (typeof kinds)[number]

export function EmptyDialog({
  items,
  onClose,
}: {
  items: readonly TrashItem[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const format = useFormat()
  const safe = useRef<HTMLButtonElement>(null)
  const changed = useTrashChanged()
  const { busy, problem, attempt } = useAttempt(changed)
  const destroy = async () => {
    await emptyTrash(items.map(({ kind, id }) => ({ kind, id })))
    await changed()
    onClose()
  }
  const bytes = items.reduce((sum, item) => sum + (item.bytes ?? 0), 0)
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('trash.emptyTitle', { count: items.length })}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} disabled={busy} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button weight="danger" busy={busy} onClick={() => attempt(destroy)}>
            {t('trash.emptyButton')}
          </Button>
        </>
      }
    >
      <p className="pb-3">
        {bytes > 0
          ? t('trash.emptyDetail', { size: format.bytes(bytes) })
          : t('trash.emptyDetailUnsized')}
      </p>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {kinds.map((kind) => (
          <Part key={kind} kind={kind} count={items.filter((one) => kindOf(one) === kind).length} />
        ))}
      </ul>
      <p role="alert" className="pt-3 text-fail empty:hidden">
        {problem && words(problem).text}
      </p>
    </AlertDialog>
  )
}

function Part({ kind, count }: { kind: Kind; count: number }) {
  const { t } = useTranslation()
  return count > 0 && <li className="text-pretty">{t(`trash.goes.${kind}`, { count })}</li>
}

function kindOf(item: TrashItem): Kind {
  if (item.kind !== 'kept') return item.kind
  return item.kept.thread === null ? 'files' : 'thread'
}
