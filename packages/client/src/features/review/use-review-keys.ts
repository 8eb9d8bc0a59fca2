// The pane by keyboard. Single letters act only while the focus is inside of it.
import type { ChangedFile } from '@a-parallel/shared'
import { useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../commands/index.ts'
import { showToast } from '../../ui/overlays/toast-store.ts'
import type { Moves } from './diff/use-moves.ts'
import { chooseReading, useReading } from './state/choices.ts'
import type { Act } from './state/acts.ts'
import type { Pane } from './state/pane.ts'

type KeysAsk = {
  region: RefObject<HTMLElement | null>
  pane: Pane
  moves: Moves
  viewed: (file: ChangedFile) => boolean
  onHistory: () => void
  /** Absent while what is shown is what is. */
  onRefresh: (() => void) | undefined
  onFull: () => void
}

export function useReviewKeys(ask: KeysAsk): void {
  const { region, pane, moves, viewed, onHistory, onRefresh, onFull } = ask
  const { t } = useTranslation()
  const when = useInside(region)
  const { acts, canPick, run, ui } = pane
  const act = (what: Act) => () => {
    const meant = moves.meant()
    if (!meant) return
    if (!canPick && meant.lines !== undefined) {
      showToast(t('review.spaceLeftOut'))
      return
    }
    ui.setState({ selection: null })
    run(what, meant)
  }
  useCommand('reviewNextFile', () => moves.file(1), { when })
  useCommand('reviewPreviousFile', () => moves.file(-1), { when })
  useCommand('reviewNextHunk', () => moves.hunk(1), { when })
  useCommand('reviewPreviousHunk', () => moves.hunk(-1), { when })
  useCommand('reviewStage', act('stage'), { when: when && acts === 'stage' })
  useCommand('reviewRevert', act('revert'), { when: when && acts === 'stage' })
  useCommand('reviewUnstage', act('unstage'), { when: when && acts === 'unstage' })
  useCommand(
    'reviewComment',
    () => {
      const line = moves.line()
      if (line) pane.comment(line.path, line.line)
    },
    { when },
  )
  useCommand(
    'reviewViewed',
    () => {
      const section = moves.current()
      if (!section) return
      const seen = !viewed(section.file)
      pane.view(section.file, seen)
      if (seen) moves.file(1)
    },
    { when },
  )
  const { wrap, split } = useReading()
  useCommand('reviewWrap', () => chooseReading('wrap', !wrap), { when })
  useCommand('reviewSplit', () => chooseReading('split', !split), { when })
  useCommand('reviewHistory', onHistory, { when })
  useCommand('reviewRefresh', () => onRefresh?.(), { when: when && onRefresh !== undefined })
  useCommand('reviewFull', onFull, { when })
}

/** Whether the focus is inside, or went from there into a window above it. */
export function useInside(region: RefObject<HTMLElement | null>): boolean {
  const [inside, setInside] = useState(false)
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Node)) return
      const above = target instanceof Element && target.closest('[role="dialog"], [role="menu"]')
      if (!above) setInside(region.current?.contains(target) ?? false)
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [region])
  return inside
}
