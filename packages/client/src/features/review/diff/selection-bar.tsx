// What can be done with the lines that a person has chosen.
import { Check, Copy, MessageSquarePlus, Minus, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileDiff } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { idOf } from '../model/lines.ts'
import { selectedLines, textOf, type Selection } from '../model/picks.ts'
import type { Act } from '../state/acts.ts'
import { usePane } from '../state/pane.ts'

type SelectionBarProps = { selection: Selection; diff: FileDiff }

export function SelectionBar({ selection, diff }: SelectionBarProps) {
  const { t } = useTranslation()
  const { canPick, run, comment, ui } = usePane()
  const lines = selectedLines(diff, selection)
  if (lines.length === 0) return null
  const changed = lines.filter(({ kind }) => kind !== 'same')
  const can = canPick && changed.length > 0
  const act = (what: Act) => () => {
    run(what, { file: diff.file, lines: new Set(changed.map(idOf)) })
    ui.setState({ selection: null })
  }
  const copy = async () => {
    await navigator.clipboard.writeText(textOf(lines))
    showToast(t('review.copied'), { tone: 'good' })
  }
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
      role="group"
      aria-label={t('review.selection.label')}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1.5 border-t border-line bg-raised px-3 py-1.5"
    >
      <output className="flex-1 text-sm whitespace-nowrap text-muted">
        {t('review.selection.lines', { count: lines.length })}
      </output>
      <Button
        size="sm"
        icon={<MessageSquarePlus size={13} aria-hidden />}
        onClick={() => comment(selection.path, selection.head)}
      >
        {t('review.selection.comment')}
      </Button>
      <Acts can={can} act={act} />
      <IconButton
        size="sm"
        label={t('review.selection.copy')}
        icon={<Copy size={13} aria-hidden />}
        onClick={() => void copy()}
      />
      <IconButton
        size="sm"
        label={t('review.selection.clear')}
        icon={<X size={14} aria-hidden />}
        onClick={() => ui.setState({ selection: null })}
      />
      {lines.length === 1 && (
        <p className="hidden w-full text-xs text-muted pointer-coarse:block">
          {t('review.selection.reach')}
        </p>
      )}
    </div>
  )
}

type ActsProps = { can: boolean; act: (what: Act) => () => void }

function Acts({ can, act }: ActsProps) {
  const { t } = useTranslation()
  const { acts } = usePane()
  const button = (what: Act, icon: ReactNode) => (
    <Button size="sm" disabled={!can} icon={icon} onClick={act(what)}>
      {t(`review.selection.${what}`)}
    </Button>
  )
  if (acts === 'unstage') return button('unstage', <Minus size={13} aria-hidden />)
  if (acts === null) return null
  return (
    <>
      {button('revert', <Undo2 size={12} aria-hidden />)}
      {button('stage', <Check size={13} aria-hidden />)}
    </>
  )
}
