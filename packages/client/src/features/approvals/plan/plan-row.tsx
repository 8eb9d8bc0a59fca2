// One block of a plan: what it says, how it changed, and the comment beside it.
import { cx } from 'class-variance-authority'
import { MessageSquarePlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Markdown } from '../../../ui/text/markdown.tsx'
import { useCopyLabels } from '../../../words/copy-labels.ts'
import { nameOf } from './blocks.ts'
import type { Piece } from '../../../ui/text/word-pieces.ts'
import type { Change } from './changes.ts'
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
    <li className={cx('flex items-start gap-1.5 rounded-md ps-1.5', looks[kind].row)}>
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
  if (change.kind === 'changed')
    return <Written source={change.block.source} pieces={change.pieces} />
  if (change.kind === 'removed')
    return <Written source="" pieces={[{ kind: 'removed', text: change.block.says }]} />
  // Alone in its row a block needs no room above and below.
  return (
    <div className="[&>div>*]:my-0">
      <Markdown text={change.block.source} labels={labels} />
    </div>
  )
}

type WrittenProps = { source: string; pieces: readonly Piece[] }

/** A block as it is written, not as it is drawn: marks of a change would tear markdown apart. */
function Written({ source, pieces }: WrittenProps) {
  const step = /^(\d+)\.\s/.exec(source)?.[1]
  const words = pieces.map((piece, index) => (
    // The pieces of a change stay as they are, so a piece's place is its identity.
    <Marked key={index} piece={piece} />
  ))
  const look = 'text-md whitespace-pre-wrap wrap-anywhere'
  if (step === undefined) return <p className={look}>{words}</p>
  return (
    <ol start={Number(step)} className="list-decimal ps-6 marker:text-muted">
      <li className={look}>{words}</li>
    </ol>
  )
}

/** The space behind words is no part of what changed. */
function Marked({ piece: { kind, text } }: { piece: Piece }) {
  if (kind === 'same') return text
  const words = text.trimEnd()
  const Tag = kind === 'added' ? 'ins' : 'del'
  return (
    <>
      <Tag className={cx('rounded-sm decoration-1', kind === 'added' ? 'bg-add' : 'bg-del')}>
        {words}
      </Tag>
      {text.slice(words.length) || (kind === 'removed' ? ' ' : '')}
    </>
  )
}
