// The way from a call that read or wrote a file to that file as it is now. Seen on the line that is pointed at, or by keyboard.
import { PanelRightOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ToolDetail } from '@a-parallel/shared'
import { IconButton } from '../../../../ui/controls/icon-button.tsx'
import { useTranscript } from '../context.ts'

export function OpenFile({ detail }: { detail: ToolDetail }) {
  const { t } = useTranslation()
  const { openFile } = useTranscript()
  if (!openFile || (detail.kind !== 'edit' && detail.kind !== 'read')) return null
  const { path } = detail
  // What lies outside of the worktree is shown by its whole path.
  if (path === '' || /^(?:[/~]|\.\.|[a-z]:)/i.test(path)) return null
  const line = detail.kind === 'edit' ? detail.hunks[0]?.newStart : undefined
  return (
    <IconButton
      size="sm"
      label={t('file.openCall', { path })}
      icon={<PanelRightOpen size={14} aria-hidden />}
      onClick={() => openFile({ path, ...(line !== undefined && line > 0 && { line }) })}
      className="mx-1 opacity-0 group-hover/call:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    />
  )
}
