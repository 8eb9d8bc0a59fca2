// What an agent wants to do, shown whole: the command, the change, the address. What the log does not hold ready
// to be shown is told of by LeftOutNote.
import { useTranslation } from 'react-i18next'
import type { ToolDetail } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { DiffHunks } from '../../../ui/text/diff-hunks.tsx'
import { useDiffLabels } from '../../../words/diff-labels.ts'
import { Whole } from './whole.tsx'

export function Asked({ detail }: { detail: ToolDetail }) {
  const { t } = useTranslation()
  switch (detail.kind) {
    case 'command':
      return (
        <>
          <Whole text={detail.command} label={t('approvals.command')} />
          {detail.description && <p className="mt-2 text-sm text-muted">{detail.description}</p>}
          <Switches detail={detail} />
        </>
      )
    case 'edit':
      return <Edit detail={detail} />
    case 'read':
      return <Whole text={detail.path} label={t('approvals.file')} />
    case 'search':
      return (
        <Whole
          text={`${detail.pattern}\n${detail.path ?? ''}`.trim()}
          label={t('approvals.search')}
        />
      )
    case 'fetch':
      return <Whole text={detail.target} label={t('approvals.address')} />
    case 'task':
      return <Whole text={detail.prompt} label={t('approvals.input')} />
    case 'plan':
      return <Whole text={detail.plan} label={t('approvals.input')} />
    case 'other':
      return <Whole text={detail.input} label={t('approvals.input')} />
    case 'todo':
    case 'question':
      return null
    default:
      return detail satisfies never
  }
}

/** What a command is run with, beside its words. */
function Switches({ detail }: { detail: Extract<ToolDetail, { kind: 'command' }> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { background, timeoutMs, unfenced } = detail
  const parts = [
    background && t('approvals.inBackground'),
    timeoutMs && t('approvals.endsAfter', { span: format.duration(timeoutMs) }),
  ].filter((part) => typeof part === 'string')
  return (
    <>
      {parts.length > 0 && <p className="mt-2 text-sm font-medium">{parts.join(' · ')}</p>}
      {unfenced && <p className="mt-2 text-sm font-medium text-need">{t('approvals.unfenced')}</p>}
    </>
  )
}

/** As many lines as a request is kept with: none of them waits for a press. */
const most = 2000

function Edit({ detail }: { detail: Extract<ToolDetail, { kind: 'edit' }> }) {
  const { t } = useTranslation()
  const labels = useDiffLabels()
  const { path, hunks, everywhere, cell } = detail
  return (
    <>
      <p className="mb-2 font-mono text-sm wrap-anywhere">{path}</p>
      {cell && (
        <p className={`mb-2 text-sm ${cell.change === 'deleted' ? 'font-medium text-need' : ''}`}>
          {t(`approvals.cell.${cell.change}`, { id: cell.id || '–' })}
        </p>
      )}
      {everywhere && (
        <p className="mb-2 text-sm font-medium text-need">{t('approvals.everywhere')}</p>
      )}
      {hunks.length === 0 ? (
        !cell && <p className="text-sm text-muted">{t('approvals.noLines')}</p>
      ) : (
        <DiffHunks hunks={hunks} label={t('approvals.change')} most={most} labels={labels} />
      )}
    </>
  )
}
