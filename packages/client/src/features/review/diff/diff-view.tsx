// All changed files one below the other, each with its lines.
import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ChangedFile } from '@a-parallel/shared'
import { SectionList, type SectionListHandle } from '../../../ui/layout/sections/section-list.tsx'
import { placeOf, type Comment, type CommentState } from '../comments/comment.ts'
import { CommentRow } from '../comments/comment-row.tsx'
import { createSections, type FileSection, type FileState, type Row } from '../model/sections.ts'
import { isFolded } from '../state/use-pane.ts'
import { usePane, useUi } from '../state/pane.ts'
import { FileHeader } from './file-header.tsx'
import { HunkLine } from './hunk-row.tsx'
import { ImagesRow } from './images-row.tsx'
import { SplitLine, UnifiedLine } from './line-rows.tsx'
import { FailedRow, NoteRow, WaitingRow } from './plain-rows.tsx'
import { useGutter } from './use-selection.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useNear } from './use-near.ts'

export type DiffViewProps = {
  files: readonly ChangedFile[]
  viewed: (file: ChangedFile) => boolean
  comments: readonly Comment[]
  states: ReadonlyMap<string, CommentState>
  narrow: boolean
  list: RefObject<SectionListHandle | null>
  onSections: (sections: readonly FileSection[]) => void
  onMoveKey: (event: KeyboardEvent) => void
  children?: ReactNode
}

const header = 40
const likely: Record<Exclude<Row['kind'], 'waiting'>, number> = {
  hunk: 34,
  line: 20,
  pair: 20,
  note: 36,
  images: 240,
  failed: 44,
  comment: 60,
}
const likelyOf = (row: Row): number => (row.kind === 'waiting' ? row.lines * 20 : likely[row.kind])
const keyOf = (row: Row): string => row.key

export function DiffView(props: DiffViewProps) {
  const { narrow, list, onMoveKey, viewed, comments, states } = props
  const { t } = useTranslation()
  const pane = usePane()
  const folded = useUi((ui) => ui.folded)
  const sections = useSections(props)
  const near = useNear(sections)
  const gutter = useGutter(pane.ui)
  const onFocus = useKeptFocus(list, sections)
  const draw = useDraw(comments, states)
  const drawHeader = useCallback(
    (section: FileSection) => (
      <FileHeader
        section={section}
        viewed={viewed(section.file)}
        folded={isFolded(folded, section.file, viewed(section.file))}
      />
    ),
    [viewed, folded],
  )
  const digits = useMemo(() => digitsOf(sections), [sections])
  return (
    <SectionList<Row, FileSection>
      ref={list}
      sections={sections}
      keyOf={keyOf}
      likely={likelyOf}
      header={header}
      drawHeader={drawHeader}
      draw={draw}
      label={t('review.diff')}
      onSight={near}
      narrow={narrow}
      box={{
        ...gutter,
        onFocus,
        onKeyDown: onMoveKey,
        style: { '--digits': digits } as CSSProperties, // Own properties are not among the known ones.
        className: `ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto font-mono text-sm [font-variant-ligatures:none] ${pane.wrap ? 'overflow-x-hidden' : 'overflow-x-auto'}`,
      }}
    >
      {props.children}
    </SectionList>
  )
}

function useSections(props: DiffViewProps): readonly FileSection[] {
  const { files, viewed, comments, onSections } = props
  const { diffs, split, canPick } = usePane()
  const loaded = useStore(diffs.store)
  const folded = useUi((ui) => ui.folded)
  const writing = useUi((ui) => ui.writing)
  const [sectionsOf] = useState(createSections)
  const sections = useMemo(() => {
    const shown = comments.filter(
      ({ id, text, settled }) => !settled && (text.trim() !== '' || id === writing),
    )
    const states = files.map((file): FileState => {
      const of = loaded.get(file.path)
      const own = shown.filter(({ path }) => path === file.path)
      const placed = own.flatMap((comment) => {
        const behind = of?.diff ? placeOf(comment, of.diff) : null
        return behind === null ? [] : [{ id: comment.id, behind }]
      })
      return {
        file,
        loaded: of,
        folded: isFolded(folded, file, viewed(file)),
        comments: placed,
      }
    })
    return sectionsOf(states, { split, ignoreSpace: !canPick })
  }, [files, viewed, comments, writing, loaded, folded, split, canPick, sectionsOf])
  useLayoutEffect(() => onSections(sections), [sections, onSections])
  return sections
}

function useDraw(comments: readonly Comment[], states: ReadonlyMap<string, CommentState>) {
  const { wrap } = usePane()
  return useCallback(
    (row: Row, section: FileSection): ReactNode => {
      switch (row.kind) {
        case 'line':
          return <UnifiedLine row={row} />
        case 'pair':
          return <SplitLine row={row} />
        case 'hunk':
          return <HunkLine row={row} />
        case 'note':
          return <NoteRow note={row.note} section={section} />
        case 'images':
          return <ImagesRow diff={row.diff} />
        case 'waiting':
          return <WaitingRow lines={row.lines} />
        case 'failed':
          return <FailedRow problem={row.problem} section={section} />
        case 'comment': {
          const comment = comments.find(({ id }) => id === row.id)
          if (!comment) return null
          return <CommentRow comment={comment} state={states.get(row.id) ?? 'draft'} />
        }
      }
    },
    // oxlint-disable-next-line react/exhaustive-deps -- rows are drawn anew when lines are to wrap
    [comments, states, wrap],
  )
}

/** Of the highest line number. */
function digitsOf(sections: readonly FileSection[]): number {
  let highest = 99
  for (const { diff } of sections) {
    const hunk = diff?.hunks.at(-1)
    if (hunk)
      highest = Math.max(highest, hunk.oldStart + hunk.oldLines, hunk.newStart + hunk.newLines)
  }
  return String(highest).length
}
