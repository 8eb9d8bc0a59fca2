// One block of a plan: what it says, how it changed, and the comment beside it.
import { cx } from 'class-variance-authority'
import { MessageSquarePlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Markdown } from '../../../ui/text/markdown.tsx'
import { useCopyLabels } from '../../../words/copy-labels.ts'
import { nameOf } from './blocks.ts'
import type { Change, Piece } from './changes.ts'
import { commentMark, type Comment } from './comments.ts'
import { PlanNote } from './plan-note.tsx'

const looks = {
  same: { row: '', sign: '' },
  added: { row: 'bg-add', sign: '+' },
  removed: { row: 'bg-del', sign: '−' },
  changed: { row: 'bg-hover', sign: '±' },
} as const

type PlanRowProps = {
  change: Change
  /** Room for the signs of what changed. */
  marked: boolean
  text: string
  onComment: (comment: Comment) => void
}

export function PlanRow({ change, marked, text, onComment }: PlanRowProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { kind, block } = change
  const name = nameOf(block)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <li className={cx('flex items-start gap-1.5 rounded-md ps-1', looks[kind].row)}>
      {marked && (
        <span aria-hidden className="w-3 shrink-0 pt-0.5 text-center font-mono select-none">
          {looks[kind].sign}
        </span>
      )}
      <div className="min-w-0 flex-1 py-0.5">
        {kind !== 'same' && <span className="sr-only">{t(`approvals.plan.is.${kind}`)}</span>}
        <Said change={change} />
        {'at' in change && (open || text.trim() !== '') && (
          <PlanNote
            label={t('approvals.plan.comment', { block: name })}
            text={text}
            open={open}
            onOpen={() => setOpen(true)}
            onType={(typed) => onComment({ at: change.at, quote: block.source, text: typed })}
            onClose={close}
          />
        )}
      </div>
      {'at' in change && (
        <IconButton
          ref={button}
          {...{ [commentMark]: '' }}
          size="sm"
          label={t('approvals.plan.comment', { block: name })}
          icon={<MessageSquarePlus size={14} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(true)}
          className="mt-0.5"
        />
      )}
    </li>
  )
}

function Said({ change }: { change: Change }) {
  const labels = useCopyLabels()
  if (change.kind === 'changed') return <Words pieces={change.pieces} step={change.block.source} />
  if (change.kind === 'removed')
    return (
      <del className="block whitespace-pre-wrap text-md wrap-anywhere decoration-1">
        {change.block.says}
      </del>
    )
  return <Markdown text={change.block.source} labels={labels} />
}

/** A changed block as it is written, not as it is drawn: marks of a change would tear markdown apart. */
function Words({ pieces, step }: { pieces: readonly Piece[]; step: string }) {
  const number = /^\d+\.\s/.exec(step)?.[0] ?? ''
  return (
    <p className="text-md whitespace-pre-wrap wrap-anywhere">
      {number}
      {pieces.map(({ kind, text }, index) => {
        // The pieces of a change stay as they are, so a piece's place is its identity.
        if (kind === 'same') return <span key={index}>{text}</span>
        if (kind === 'removed')
          return (
            <del key={index} className="bg-del decoration-1">
              {text}
            </del>
          )
        return (
          <ins key={index} className="bg-add decoration-1">
            {text}
          </ins>
        )
      })}
    </p>
  )
}
