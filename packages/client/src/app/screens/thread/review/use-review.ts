// Whether the changes of a thread, one of its files, or what one of its dev servers serves, is shown, and which: as the
// address says, so that a link and the way back lead there.
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
  /** Null while nothing is shown. */
  place: ReviewPlace | null
  /** It lies above a part of the conversation. */
  above: boolean
  between: Between
  /** The commits of the branch are listed. */
  history: boolean
  /** Of the changes: where to begin. */
  file: string | undefined
  /** A file as it is, in the place of the changes; null while they are shown, or nothing is. */
  read: { path: string; line: number | undefined } | null
  /** The port of a dev server, likewise. */
  preview: number | null
  /** The changes are shown. */
  showsChanges: boolean
  onScope: (between: Between) => void
  onHistory: () => void
  onFile: (at: { path: string; line?: number }) => void
  /** The line that the address leads to. */
  onLine: (line: number) => void
  onChangesOf: (path: string) => void
  onPort: (port: number) => void
  onFull: (() => void) | undefined
  /** Shows the changes, or nothing. */
  toggle: () => void
  close: () => void
}

type Shown = {
  panel?: 'review' | 'file' | 'preview'
  scope?: string
  file?: string
  line?: number
  port?: number
}

export function useReview(threadId: ThreadId): Review {
  const navigate = useNavigate()
  const { panel, scope, file, line, port } = useSearch({ from: '/t/$threadId' })
  const [full, setFull] = useState(false)
  const [onPhone, isCrowded, isRoomy] = [useMedia(phone), useMedia(crowded), useMedia(roomy)]
  const read = panel === 'file' && file !== undefined ? { path: file, line } : null
  const preview = panel === 'preview' && port !== undefined ? port : null
  const open = panel === 'review' || read !== null || preview !== null
  const go = (search: Shown, replace: boolean) =>
    void navigate({ to: '/t/$threadId', params: { threadId }, search, replace })
  // On a phone it is a page of its own, which the way back leaves.
  const close = () => go({}, !onPhone)
  const toggle = () => (panel === 'review' ? close() : go({ panel: 'review' }, !onPhone))
  useCommand('toggleReview', toggle)
  const whole = full || isCrowded
  const place = !open ? null : onPhone ? 'phone' : whole ? 'whole' : 'beside'
  return {
    place,
    above: place === 'beside' && !isRoomy,
    between: readScope(scope),
    history: scope === inHistory,
    file,
    read,
    preview,
    showsChanges: panel === 'review',
    onScope: (between) => go({ panel: 'review', scope: scopeText(between) }, true),
    onHistory: () => go({ panel: 'review', scope: inHistory }, false),
    onFile: ({ path, line: at }) =>
      go({ panel: 'file', file: path, ...(at !== undefined && { line: at }) }, false),
    onLine: (at) => read && go({ panel: 'file', file: read.path, line: at }, true),
    onChangesOf: (path) => go({ panel: 'review', scope: 'branch', file: path }, false),
    onPort: (to) => go({ panel: 'preview', port: to }, true),
    onFull: isCrowded ? undefined : () => setFull(!full),
    toggle,
    close,
  }
}
