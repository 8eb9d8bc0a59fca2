// The head of the pane: which changes are shown and how, and the ways out.
import {
  Check,
  ChevronLeft,
  Columns2,
  History,
  PanelLeft,
  SlidersHorizontal,
  X,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ChangedFile, ThreadView } from '@a-parallel/shared'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Menu, type MenuEntry } from '../../ui/overlays/menu.tsx'
import { useKeysOf } from '../commands/index.ts'
import { Counts } from './list/counts.tsx'
import type { Between } from './model/scope.ts'
import type { Place } from './pane-props.ts'
import { FullButton, JumpButton } from './pane-buttons.tsx'
import { ScopeSwitch } from './scope/scope-switch.tsx'
import { StateLine } from './state-line.tsx'
import { chooseReading, useReading } from './state/choices.ts'

type ToolbarProps = {
  view: ThreadView
  between: Between
  /** The commits of the branch are listed. */
  history: boolean
  state: BranchState | undefined
  files: readonly ChangedFile[]
  /** Of which these may be a part. */
  total: number
  wide: boolean
  place: Place
  listShown: boolean
  onList: () => void
  onScope: (between: Between) => void
  onHistory: () => void
  /** Absent where the pane has all the room anyway. */
  onFull: (() => void) | undefined
  onClose: () => void
}

export function Toolbar(props: ToolbarProps) {
  const { view, between, history, state, place, onScope, onHistory } = props
  return (
    <header className="flex shrink-0 flex-col gap-1.5 border-b border-line px-3 py-2 max-md:ps-1.5">
      <TitleLine {...props} />
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5 max-md:ps-1.5">
        <ScopeSwitch {...{ view, between, history, state, onHistory }} onChange={onScope} />
        {state &&
          (place === 'whole' || state.operation || state.conflicted > 0 || state.locked) && (
            <StateLine state={state} />
          )}
      </div>
    </header>
  )
}

function TitleLine(props: ToolbarProps) {
  const { files, total, history, place, onClose } = props
  const { t } = useTranslation()
  const onPhone = place === 'phone'
  const title = history ? t('review.history.label') : t('review.title', { count: total })
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2">
      {onPhone && (
        <IconButton
          label={t('review.back')}
          icon={<ChevronLeft size={20} aria-hidden />}
          onClick={onClose}
        />
      )}
      <div className="flex min-w-0 flex-1 basis-24 flex-wrap items-center gap-x-2">
        {onPhone ? (
          <h1 tabIndex={-1} className="min-w-0 leading-5 font-medium text-pretty outline-none">
            {title}
          </h1>
        ) : (
          <h2 className="min-w-0 leading-5 font-medium text-pretty">{title}</h2>
        )}
        {!history && total === files.length && (
          <Counts added={sum(files, 'added')} removed={sum(files, 'removed')} />
        )}
      </div>
      <Ways {...props} />
    </div>
  )
}

function Ways(props: ToolbarProps) {
  const { history, between, place, listShown, wide, onList, onHistory, onFull, onClose } = props
  const { t } = useTranslation()
  const keys = {
    history: useKeysOf('reviewHistory'),
    close: useKeysOf('toggleReview'),
  }
  return (
    <span className="ms-auto flex max-w-full flex-wrap items-center justify-end">
      {/* Foremost: without it the others stay where they are. */}
      {!history && (
        <IconButton
          label={listShown ? t('review.hideFiles') : t('review.showFiles')}
          aria-pressed={listShown}
          icon={<PanelLeft size={16} aria-hidden />}
          onClick={onList}
        />
      )}
      <JumpButton />
      <IconButton
        label={t('review.history.label')}
        keys={keys.history}
        aria-pressed={history || between.scope === 'commit'}
        icon={<History size={16} aria-hidden />}
        onClick={onHistory}
      />
      <LookMenu wide={wide} />
      {onFull && <FullButton place={place} onFull={onFull} />}
      {place !== 'phone' && (
        <IconButton
          label={t('review.close')}
          keys={keys.close}
          icon={<X size={16} aria-hidden />}
          onClick={onClose}
        />
      )}
    </span>
  )
}

function sum(files: readonly ChangedFile[], side: 'added' | 'removed'): number {
  return files.reduce((total, file) => total + (file[side] ?? 0), 0)
}

const mark = (on: boolean) =>
  on ? <Check size={14} aria-hidden /> : <span aria-hidden className="size-3.5" />

const item = (id: string, on: boolean, label: string, onSelect: () => void) => ({
  kind: 'item' as const,
  id,
  icon: mark(on),
  label,
  onSelect,
})

function LookMenu({ wide }: { wide: boolean }) {
  const { t } = useTranslation()
  const { split, wrap, ignoreSpace } = useReading()
  const keys = { split: useKeysOf('reviewSplit'), wrap: useKeysOf('reviewWrap') }
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      id: 'columns',
      label: t('review.look.columns'),
      value: split ? 'split' : 'unified',
      options: [
        { value: 'unified', label: t('review.look.unified') },
        {
          value: 'split',
          label: t('review.look.split'),
          icon: <Columns2 size={14} aria-hidden />,
          ...(!wide && { detail: t('review.look.splitNeedsRoom') }),
        },
      ],
      onChange: (value) => chooseReading('split', value === 'split'),
    },
    { kind: 'separator', id: 'more' },
    {
      ...item('wrap', wrap, t(wrap ? 'review.look.wrapOff' : 'review.look.wrap'), () =>
        chooseReading('wrap', !wrap),
      ),
      ...(keys.wrap !== undefined && { keys: keys.wrap }),
    },
    item(
      'space',
      ignoreSpace,
      t(ignoreSpace ? 'review.look.spaceShown' : 'review.look.spaceIgnored'),
      () => chooseReading('ignoreSpace', !ignoreSpace),
    ),
  ]
  return (
    <Menu
      label={t('review.look.label')}
      align="end"
      entries={entries}
      trigger={<SlidersHorizontal size={15} aria-hidden />}
      triggerClassName="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
    />
  )
}
