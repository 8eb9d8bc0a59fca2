// What changed in a thread: the files, their lines, and what can be done to them. It owns no width: whoever shows it gives
// it a place beside the conversation, or all of the screen.
import { RotateCw } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import type { SectionListHandle } from '../../ui/layout/sections/section-list.tsx'
import { useKeysOf } from '../commands/index.ts'
import { CommentsBar } from './comments/comments-bar.tsx'
import { useComments } from './comments/store.ts'
import { useCommentStates } from './comments/use-states.ts'
import { DiffView, type DiffViewProps } from './diff/diff-view.tsx'
import { SelectionBar } from './diff/selection-bar.tsx'
import { useMoves, type Moves } from './diff/use-moves.ts'
import { CommitBar } from './history/commit-bar.tsx'
import { History } from './history/history.tsx'
import { useHistory } from './history/use-history.ts'
import { FileList } from './list/file-list.tsx'
import type { FileSection } from './model/sections.ts'
import { inOrder } from './model/tree.ts'
import type { InsideProps, ReviewPaneProps } from './pane-props.ts'
import { More } from './list/more.tsx'
import { Approval, Failed, Loading, Nothing, Refused } from './standing.tsx'
import { lay, useLayout, useReading } from './state/choices.ts'
import { useMarkedLines } from './state/first-lines.ts'
import { PaneProvider, usePaneDiff, useUi } from './state/pane.ts'
import { usePaneParts, type PaneParts } from './state/use-pane.ts'
import { useViewed } from './state/viewed.ts'
import { Toolbar } from './toolbar.tsx'
import { useJump, useTarget } from './use-leading.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useWidth } from './use-width.ts'

/** From this width on there is room for two columns, and for the list beside them; below the other one for little. */
const wideFrom = 900
const narrowBelow = 520

export function ReviewPane(props: ReviewPaneProps) {
  const region = useRef<HTMLElement>(null)
  const width = useWidth(region)
  const parts = usePaneParts(props.view, props.between, {
    wide: width >= wideFrom,
    heading: props.place === 'phone' ? 'h2' : 'h3',
    read: (path) => props.onFile({ path }),
  })
  const { t } = useTranslation()
  const there = width > 0
  // Whoever opens it goes on here, where the keys within hear of it.
  useEffect(() => {
    if (there) region.current?.focus({ preventScroll: true })
  }, [there])
  return (
    <section
      ref={region}
      id="review"
      data-region
      aria-label={t('review.label')}
      tabIndex={-1}
      // Its ring lies above what fills it, or no more than pieces of it were seen.
      className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-bg outline-none after:pointer-events-none after:absolute after:inset-0 after:z-30 focus-visible:after:border-2 focus-visible:after:border-accent"
    >
      {/* Nothing is drawn for a width that it does not have. */}
      {there && (
        <PaneProvider value={parts.pane}>
          <Inside {...props} region={region} width={width} parts={parts} />
        </PaneProvider>
      )}
    </section>
  )
}

function Inside(props: InsideProps) {
  const { view, between, history, place, region, width, onScope, onFull, onClose } = props
  const { pane, changes } = props.parts
  useMarkedLines(view.id, { changes, diffs: pane.diffs, history })
  const room = useRoom(width)
  const viewed = useViewed(view.id)
  const list = useRef<SectionListHandle>(null)
  const sections = useRef<readonly FileSection[]>([])
  const note = useCallback((now: readonly FileSection[]) => void (sections.current = now), [])
  const moves = useMoves({ list, sections }, pane.ui)
  const comments = useComments(view.id)
  const states = useCommentStates(view, comments)
  const files = useMemo(() => inOrder(changes.files, room.tree), [changes.files, room.tree])
  const { commits, step, onHistory, onOpen, last } = useHistory(props)
  useReviewKeys({
    region,
    pane,
    moves: history ? { ...moves, file: step } : moves,
    viewed,
    onHistory,
    onRefresh: changes.behind > 0 ? () => void changes.refresh() : undefined,
    onFull: onFull ?? (() => undefined),
  })
  useTarget(props, files.length > 0, list)
  const jump = useJump(props, list, sections)
  const { wide, listShown, onList } = room
  return (
    <>
      <Toolbar
        {...{ view, between, history, place, files, wide, listShown }}
        {...{ onScope, onHistory, onList, onFull, onClose }}
        state={changes.state}
        total={changes.total}
      />
      {history ? (
        <History
          threadId={view.id}
          state={changes.state}
          last={last}
          moves={commits}
          onOpen={onOpen}
        />
      ) : (
        <>
          <Above {...{ props, onOpen, onHistory }} some={files.length > 0} />
          <Files
            {...{ props, room, files, viewed, comments, states, list, moves }}
            onSections={note}
          />
        </>
      )}
      <CommentsBar threadId={view.id} comments={comments} states={states} onJump={jump} />
      {props.children?.(changes)}
    </>
  )
}

type AboveProps = Pick<ReturnType<typeof useHistory>, 'onOpen' | 'onHistory'> & {
  props: InsideProps
  /** There are files. */
  some: boolean
}

/** What is to be known of all that stands below. */
function Above({ props, some, onOpen, onHistory }: AboveProps) {
  const { view, between } = props
  const { changes, refused, forget } = props.parts
  const { state } = changes
  return (
    <>
      {between.commit !== undefined && (
        <CommitBar
          threadId={view.id}
          oid={between.commit}
          {...{ state, onOpen }}
          onBack={onHistory}
        />
      )}
      {some && <Approval between={between} state={state} />}
      <Behind changes={changes} />
      <Refused {...{ refused, forget }} />
    </>
  )
}

type FilesProps = Pick<
  DiffViewProps,
  'files' | 'viewed' | 'comments' | 'states' | 'list' | 'onSections'
> & {
  props: InsideProps
  room: ReturnType<typeof useRoom>
  moves: Moves
}

/** The files and their lines. */
function Files({ props, room, moves, onSections, ...shown }: FilesProps) {
  const { between, file, onScope } = props
  const { changes } = props.parts
  const { files, viewed, comments, list } = shown
  const onGo = useCallback((path: string) => list.current?.reveal(path, null, true), [list])
  const commented = useMemo(() => new Set(comments.map(({ path }) => path)), [comments])
  const { wide, narrow, listShown } = room
  return (
    <div className={`flex min-h-0 flex-1 ${wide ? '' : 'flex-col'}`}>
      {files.length > 0 && listShown && (
        <FileList
          {...{ files, viewed, commented, onGo }}
          current={file}
          className={
            wide
              ? 'w-64 shrink-0 border-e border-line'
              : 'max-h-[38%] shrink-0 border-b border-line'
          }
        />
      )}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {files.length > 0 ? (
          <DiffView {...shown} narrow={narrow} onSections={onSections} onMoveKey={moves.onKey}>
            <More changes={changes} />
          </DiffView>
        ) : (
          <Instead {...{ between, changes, onScope }} />
        )}
        <Chosen />
      </div>
    </div>
  )
}

/** What there is room for, and what of it the person wants. */
function useRoom(width: number) {
  const { tree } = useReading()
  const { listWide, listNarrow } = useLayout()
  const wide = width >= wideFrom
  return {
    wide,
    narrow: width < narrowBelow,
    tree,
    listShown: wide ? listWide : listNarrow,
    onList: () => lay(wide ? { listWide: !listWide } : { listNarrow: !listNarrow }),
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

/** What the agent wrote meanwhile comes when the reader asks for it. */
function Behind({ changes: { behind, refresh } }: { changes: PaneParts['changes'] }) {
  const { t } = useTranslation()
  const keys = useKeysOf('reviewRefresh')
  if (behind === 0) return null
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-3 border-b border-line bg-sidebar px-3 py-1">
      <output className="min-w-0 flex-1 text-sm">{t('review.behind', { count: behind })}</output>
      <Button
        size="sm"
        title={keys}
        icon={<RotateCw size={13} aria-hidden />}
        onClick={() => void refresh()}
      >
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
