// Where the message of a commit, or of a merge, is written.
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing, TextArea } from '../../ui/controls/text-area.tsx'

export type MessageBoxProps = {
  box: RefObject<HTMLTextAreaElement | null>
  value: string
  minLines: number
  maxLines: number
  onChange: (message: string) => void
  /** With Ctrl, or Cmd, and Enter. */
  onDone: () => void
  /** With Ctrl, or Cmd, and Z; without it that does what it does in any field. */
  onUndo?: (() => void) | undefined
}

export function MessageBox({ box, value, onChange, onDone, onUndo, ...lines }: MessageBoxProps) {
  const { t } = useTranslation()
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || !(event.metaKey || event.ctrlKey)) return
    const undo = event.key.toLowerCase() === 'z' && !event.shiftKey ? onUndo : undefined
    const act = event.key === 'Enter' ? onDone : undo
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <TextArea
      ref={box}
      label={t('publish.message')}
      placeholder={t('publish.messageHint')}
      value={value}
      {...lines}
      className="rounded-md border border-border bg-bg px-2 py-1.5"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  )
}
