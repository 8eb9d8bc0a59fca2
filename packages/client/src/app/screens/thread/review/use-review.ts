// Whether the changes of a thread are shown, and which: as the address says, so that a link and the way back lead there.
import type { ThreadId } from '@a-parallel/shared'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../../../../features/commands/index.ts'
import {
  readScope,
  scopeText,
  type Between,
  type ReviewPlace,
} from '../../../../features/review/index.ts'
import { useMedia } from '../../../../platform/browser.ts'
import { phone } from '../../../shell/shell.tsx'

/** Below this there is no room for a pane beside the conversation; from the other one on it stands there by itself. */
const crowded = '(max-width: 1023px)'
const roomy = '(min-width: 1280px)'

/** In the place of a scope: all commits. */
const inHistory = 'history'

export type Review = {
  /** Null while it is not shown. */
  place: ReviewPlace | null
  /** It lies above a part of the conversation. */
  above: boolean
  between: Between
  /** The commits of the branch are listed. */
  history: boolean
  file: string | undefined
  onScope: (between: Between) => void
  onHistory: () => void
  onFull: (() => void) | undefined
  toggle: () => void
}

export function useReview(threadId: ThreadId): Review {
  const navigate = useNavigate()
  const { panel, scope, file } = useSearch({ from: '/t/$threadId' })
  const [full, setFull] = useState(false)
  const [onPhone, isCrowded, isRoomy] = [useMedia(phone), useMedia(crowded), useMedia(roomy)]
  const open = panel === 'review'
  const go = (search: { panel?: 'review'; scope?: string }, replace: boolean) =>
    void navigate({ to: '/t/$threadId', params: { threadId }, search, replace })
  const toggle = () => {
    // On a phone it is a page of its own, which the way back leaves.
    go(open ? {} : { panel: 'review' }, !onPhone)
  }
  useCommand('toggleReview', toggle)
  const whole = full || isCrowded
  const place = !open ? null : onPhone ? 'phone' : whole ? 'whole' : 'beside'
  return {
    place,
    above: place === 'beside' && !isRoomy,
    between: readScope(scope),
    history: scope === inHistory,
    file,
    onScope: (between) => go({ panel: 'review', scope: scopeText(between) }, true),
    onHistory: () => go({ panel: 'review', scope: inHistory }, false),
    onFull: isCrowded ? undefined : () => setFull(!full),
    toggle,
  }
}
