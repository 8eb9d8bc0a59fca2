// The backups of the database: those that were made by themselves and those that were asked for, where they lie, and the
// way to put one in place, also one that lies elsewhere.
import type { Backup } from '@a-parallel/shared'
import { DatabaseBackup } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBackingUp, useBackups } from '../../api/data/backups.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { CommandLine } from '../projects/index.ts'
import { Unread } from '../unread/index.ts'
import { RestoreDialog } from './restore-dialog.tsx'

export function Backups() {
  const { t } = useTranslation()
  const { data, error, refetch } = useBackups()
  const [from, setFrom] = useState<string>()
  if (!data) return <Unread error={error} onRetry={refetch} lines={['60%', '45%', '52%']} />
  const kept = data.backups.filter(({ kind }) => kind !== 'replaced')
  return (
    <div className="flex flex-col gap-3 py-2">
      <CommandLine command={data.folder} label={t('projects.copyPath')} />
      <BackUpNow />
      {kept.length === 0 ? (
        <p className="text-muted">{t('backups.none')}</p>
      ) : (
        <ul aria-label={t('backups.title')} className="divide-y divide-line">
          {kept.map((backup) => (
            <Row key={backup.name} backup={backup} onRestore={() => setFrom(backup.name)} />
          ))}
        </ul>
      )}
      <FromFile onChoose={setFrom} />
      {from !== undefined && <RestoreDialog from={from} onClose={() => setFrom(undefined)} />}
    </div>
  )
}

function BackUpNow() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const backUp = useBackingUp()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        busy={busy}
        icon={<DatabaseBackup size={14} aria-hidden />}
        onClick={() => attempt(backUp)}
      >
        {t('backups.now')}
      </Button>
      <p role="alert" className="text-fail empty:hidden">
        {problem && words(problem).text}
      </p>
    </div>
  )
}

function Row({ backup, onRestore }: { backup: Backup; onRestore: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { kind, at, bytes, isChecked } = backup
  const when = format.dayClock(Date.parse(at))
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <time dateTime={at} className="font-medium">
            {when}
          </time>
          {isChecked && <Badge>{t('backups.checked')}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {t(`backups.kinds.${kind}`)} · {format.bytes(bytes)}
        </p>
      </div>
      <Button size="sm" aria-label={t('backups.restoreNamed', { when })} onClick={onRestore}>
        {t('backups.restore')}
      </Button>
    </li>
  )
}

/** One that was copied elsewhere, or comes from another machine. */
function FromFile({ onChoose }: { onChoose: (path: string) => void }) {
  const { t } = useTranslation()
  const [path, setPath] = useState('')
  return (
    <form
      className="flex items-end gap-2 max-md:flex-col max-md:items-stretch"
      onSubmit={(event) => {
        event.preventDefault()
        if (path.trim() !== '') onChoose(path.trim())
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={t('backups.file')}
          value={path}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={(event) => setPath(event.target.value)}
        />
      </div>
      <Button type="submit" disabled={path.trim() === ''}>
        {t('backups.restore')}
      </Button>
    </form>
  )
}
