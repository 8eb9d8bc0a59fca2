// What changed in a thread: the files, their lines, and what can be done to them. It owns no width: whoever shows it gives
// it a place beside the conversation, or all of the screen.
import { RotateCw } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import type { SectionListHandle } from '../../ui/layout/sections/section-list.tsx'
import { CommentsBar } from './comments/comments-bar.tsx'
import { placeOf, type Comment } from './comments/comment.ts'
import { useComments } from './comments/store.ts'
import { useCommentStates } from './comments/use-states.ts'
import { DiffView } from './diff/diff-view.tsx'
import { SelectionBar } from './diff/selection-bar.tsx'
import { useMoves } from './diff/use-moves.ts'
import { FileList } from './list/file-list.tsx'
import type { Between } from './model/scope.ts'
import type { FileSection } from './model/sections.ts'
import { inOrder } from './model/tree.ts'
import { Failed, Loading, Nothing } from './standing.tsx'
import { choose, useChoices } from './state/choices.ts'
import { PaneProvider, usePaneDiff, useUi } from './state/pane.ts'
import { usePaneParts, type PaneParts } from './state/use-pane.ts'
import { useViewed } from './state/viewed.ts'
import { Toolbar, type Place } from './toolbar.tsx'
import { useReviewKeys } from './use-review-keys.ts'
import { useWidth } from './use-width.ts'

export type ReviewPaneProps = {
  view: ThreadView
  between: Between
  /** The file that a link leads to. */
  file: string | undefined
  place: Place
  onScope: (between: Between) => void
  onFull: (() => void) | undefined
  onClose: () => void
  /** What stands at the foot: the next step. `refresh` shows what became of the changes. */
  children?: (refresh: () => Promise<void>) => ReactNode
}

/** From this width on there is room for two columns, and for the list beside them; below the other one for little. */
const wideFrom = 900
const narrowBelow = 520

export function ReviewPane(props: ReviewPaneProps) {
  const region = useRef<HTMLElement>(null)
  const width = useWidth(region)
  const parts = usePaneParts(props.view, props.between, {
    wide: width >= wideFrom,
    heading: props.place === 'phone' ? 'h2' : 'h3',
  })
  const { t } = useTranslation()
  // Whoever opens it goes on here.
  useEffect(() => region.current?.focus({ preventScroll: true }), [])
  return (
    <section
      ref={region}
      id="review"
      data-region
      aria-label={t('review.label')}
      tabIndex={-1}
      className="ring-inset-focus flex min-h-0 min-w-0 flex-1 flex-col bg-bg"
    >
      <PaneProvider value={parts.pane}>
        <Inside {...props} region={region} width={width} parts={parts} />
      </PaneProvider>
    </section>
  )
}

type InsideProps = ReviewPaneProps & {
  region: React.RefObject<HTMLElement | null>
  width: number
  parts: PaneParts
}

function Inside(props: InsideProps) {
  const { view, between, place, region, width, onScope, onFull, onClose, children } = props
  const { pane, changes } = props.parts
  const { wide, narrow, tree, listShown, onList } = useRoom(width)
  const viewed = useViewed(view.id)
  const list = useRef<SectionListHandle>(null)
  const sections = useRef<readonly FileSection[]>([])
  const note = useCallback((shown: readonly FileSection[]) => void (sections.current = shown), [])
  const moves = useMoves({ list, sections }, pane.ui)
  const comments = useComments(view.id)
  const states = useCommentStates(view, comments)
  const files = useMemo(() => inOrder(changes.files, tree), [changes.files, tree])
  const onGo = useCallback((path: string) => list.current?.reveal(path, null, true), [])
  useReviewKeys({ region, pane, moves, viewed, onFull: onFull ?? (() => undefined) })
  useTarget(props, files.length > 0, list)
  const jump = useJump(props, list, sections)
  const commented = useMemo(() => new Set(comments.map(({ path }) => path)), [comments])
  const listed = files.length > 0 && listShown && (
    <FileList
      files={files}
      viewed={viewed}
      commented={commented}
      current={props.file}
      onGo={onGo}
      className={
        wide ? 'w-64 shrink-0 border-e border-line' : 'max-h-[38%] shrink-0 border-b border-line'
      }
    />
  )
  return (
    <>
      <Toolbar
        {...{ view, between, place, files, wide, listShown, onScope, onFull, onClose }}
        state={changes.state}
        onList={onList}
      />
      <Behind changes={changes} />
      <div className={`flex min-h-0 flex-1 ${wide ? '' : 'flex-col'}`}>
        {listed}
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {files.length > 0 ? (
            <DiffView
              {...{ files, viewed, comments, states, narrow, list }}
              onSections={note}
              onMoveKey={moves.onKey}
            >
              <More shown={files.length} total={changes.total} />
            </DiffView>
          ) : (
            <Instead {...{ between, changes, onScope }} />
          )}
          <Chosen />
        </div>
      </div>
      <CommentsBar threadId={view.id} comments={comments} states={states} onJump={jump} />
      {children?.(changes.refresh)}
    </>
  )
}

/** What there is room for, and what of it the person wants. */
function useRoom(width: number) {
  const { tree, listWide, listNarrow } = useChoices()
  const wide = width >= wideFrom
  return {
    wide,
    narrow: width < narrowBelow,
    tree,
    listShown: wide ? listWide : listNarrow,
    onList: () => choose(wide ? { listWide: !listWide } : { listNarrow: !listNarrow }),
  }
}

type InsteadProps = Pick<InsideProps, 'between' | 'onScope'> & { changes: PaneParts['changes'] }

/** Where there is no diff to show. */
function Instead({ between, changes, onScope }: InsteadProps) {
  if (changes.problem)
    return <Failed problem={changes.problem} onRetry={() => void changes.refresh()} />
  if (changes.loading) return <Loading />
  return <Nothing between={between} state={changes.state} onScope={onScope} />
}

/** Of more files than can be shown. */
function More({ shown, total }: { shown: number; total: number }) {
  const { t } = useTranslation()
  if (total <= shown) return null
  return (
    <p className="p-4 font-sans text-sm text-muted">
      {t('review.moreFiles', { count: total - shown })}
    </p>
  )
}

/** What the agent wrote meanwhile comes when the reader asks for it. */
function Behind({ changes: { behind, refresh } }: { changes: PaneParts['changes'] }) {
  const { t } = useTranslation()
  if (behind === 0) return null
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-3 border-b border-line bg-sidebar px-3 py-1">
      <output className="min-w-0 flex-1 text-sm">{t('review.behind', { count: behind })}</output>
      <Button size="sm" icon={<RotateCw size={13} aria-hidden />} onClick={() => void refresh()}>
        {t('review.refresh')}
      </Button>
    </div>
  )
}

function Chosen() {
  const selection = useUi((ui) => ui.selection)
  const pane = usePaneDiff(selection?.path)
  return selection && pane ? <SelectionBar selection={selection} diff={pane} /> : null
}

/** Leads to the file of the address once it is there. */
function useTarget(
  { file, view, between }: InsideProps,
  ready: boolean,
  list: React.RefObject<SectionListHandle | null>,
): void {
  const reached = useRef<string>(undefined)
  const name = file === undefined ? undefined : `${view.id} ${between.scope} ${file}`
  useEffect(() => {
    if (!ready || file === undefined || reached.current === name) return
    reached.current = name
    list.current?.reveal(file, null, true)
  }, [ready, file, name, list])
}

/** Leads to a comment: in what is shown, or else in all changes since the base. */
function useJump(
  { parts: { pane, changes }, onScope, between }: InsideProps,
  list: React.RefObject<SectionListHandle | null>,
  sections: React.RefObject<readonly FileSection[]>,
): (comment: Comment) => void {
  const wanted = useRef<Comment>(undefined)
  const lead = () => {
    const comment = wanted.current
    const section = sections.current.find(({ key }) => key === comment?.path)
    if (!comment || !section) return
    const row = section.rows.find((one) => one.kind === 'comment' && one.id === comment.id)
    list.current?.reveal(section.key, row?.key ?? null, true)
    // Its lines are not here any more: its file is as near as one gets.
    if (row || (section.diff && placeOf(comment, section.diff) === null)) wanted.current = undefined
  }
  useEffect(() => pane.diffs.store.subscribe(() => setTimeout(lead)))
  return (comment) => {
    pane.fold(comment.path, false)
    const here = changes.files.some(({ path }) => path === comment.path)
    if (!here && between.scope !== 'branch') onScope({ scope: 'branch' })
    wanted.current = comment
    setTimeout(lead)
  }
}
