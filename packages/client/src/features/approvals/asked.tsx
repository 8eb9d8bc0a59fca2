// What an agent wants to do, shown whole: the command, the change, the address. Scrolls, is never cut.
import { useTranslation } from 'react-i18next'
import type { ToolDetail } from '@a-parallel/shared'
import { ScrollBox } from '../../ui/layout/scroll-box.tsx'
import { DiffHunks } from '../../ui/text/diff-hunks.tsx'

export function Asked({ detail }: { detail: ToolDetail }) {
  const { t } = useTranslation()
  switch (detail.kind) {
    case 'command':
      return (
        <>
          <Whole text={detail.command} label={t('approvals.command')} />
          {detail.description && <p className="mt-2 text-sm text-muted">{detail.description}</p>}
        </>
      )
    case 'edit':
      return (
        <>
          <p className="mb-2 font-mono text-sm wrap-anywhere">{detail.path}</p>
          <DiffHunks
            hunks={detail.hunks}
            label={t('approvals.change')}
            most={400}
            labels={{
              added: (line) => t('text.addedLine', { line }),
              removed: (line) => t('text.removedLine', { line }),
              showAll: (count) => t('text.showAllLines', { count }),
            }}
          />
        </>
      )
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

function Whole({ text, label }: { text: string; label: string }) {
  return (
    <ScrollBox
      as="pre"
      label={label}
      className="max-h-64 overflow-auto rounded-md border border-line bg-code px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere"
    >
      {text}
    </ScrollBox>
  )
}
