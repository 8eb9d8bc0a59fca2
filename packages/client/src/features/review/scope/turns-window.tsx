// All turns of a thread, to look at the changes of one: found by what was written, however long ago. The arrows walk, Enter
// chooses.
import { Search } from 'lucide-react'
import { cx } from 'class-variance-authority'
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Turn, TurnId } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { inputLook } from '../../../ui/controls/text-field.tsx'
import { WalkedList, type WalkedListHandle } from '../../../ui/layout/walked-list.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { OneLine } from '../../../ui/text/named-text.tsx'
import { useTurnName } from './turns.ts'

type TurnsWindowProps = TurnsProps & { open: boolean; onClose: () => void }

export function TurnsWindow({ open, onClose, onChoose, ...props }: TurnsWindowProps) {
  const { t } = useTranslation()
  const filter = useRef<HTMLInputElement>(null)
  const choose = (turnId: TurnId) => {
    onClose()
    onChoose(turnId)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={t('review.scope.turnsTitle')}
      closeLabel={t('app.close')}
      initialFocus={filter}
    >
      <Turns {...props} filter={filter} onChoose={choose} />
    </Dialog>
  )
}

type TurnsProps = {
  /** The latest first. */
  turns: readonly Turn[]
  /** The one whose changes are shown. */
  current: TurnId | undefined
  onChoose: (turnId: TurnId) => void
}

const keyOf = ({ id }: Turn) => id

function Turns({
  turns,
  current,
  filter,
  onChoose,
}: TurnsProps & { filter: React.RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const list = useRef<WalkedListHandle>(null)
  const found = useFound(turns, typed)
  const draw = useCallback(
    (turn: Turn) => <Row turn={turn} current={turn.id === current} onChoose={onChoose} />,
    [current, onChoose],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) onChoose(found[0].id)
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    list.current?.to(0)
  }
  return (
    <div className="flex h-[min(50vh,28rem)] flex-col gap-2">
      <label className="relative shrink-0">
        <span className="sr-only">{t('review.scope.findTurn')}</span>
        <Search size={13} aria-hidden className="absolute inset-s-2 top-2.5 text-muted" />
        <input
          ref={filter}
          type="search"
          value={typed}
          placeholder={t('review.scope.findTurn')}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          className={cx(inputLook, 'w-full ps-7')}
        />
      </label>
      {found.length === 0 ? (
        <p className="px-2 text-sm text-muted">{t('review.scope.noTurn')}</p>
      ) : (
        <WalkedList
          ref={list}
          rows={found}
          keyOf={keyOf}
          draw={draw}
          label={t('review.scope.turns')}
          rowHeight={36}
          className="-mx-2"
        />
      )}
    </div>
  )
}

/** Those whose message holds every word that was typed. */
function useFound(turns: readonly Turn[], typed: string): readonly Turn[] {
  const nameOf = useTurnName()
  return useMemo(() => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0) return turns
    return turns.filter((turn) => {
      const text = `${nameOf(turn)} ${turn.text}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    // oxlint-disable-next-line react/exhaustive-deps -- names are the same as long as the language is
  }, [turns, typed])
}

type RowProps = { turn: Turn; current: boolean; onChoose: (turnId: TurnId) => void }

function Row({ turn, current, onChoose }: RowProps) {
  const { dayClock, moment } = useFormat()
  const name = useTurnName()(turn)
  const when = Date.parse(turn.startedAt ?? turn.queuedAt)
  return (
    <button
      type="button"
      aria-current={current || undefined}
      onClick={() => onChoose(turn.id)}
      className="ring-inset-focus flex min-h-9 w-full items-baseline gap-3 rounded-md px-2 py-1.5 text-start hover:bg-hover aria-[current=true]:bg-selected touch-target"
    >
      <span className="min-w-0 flex-1 truncate">
        <OneLine text={name} />
      </span>
      <time
        dateTime={turn.startedAt ?? turn.queuedAt}
        title={moment(when)}
        className="shrink-0 text-xs text-muted tabular-nums"
      >
        {dayClock(when)}
      </time>
    </button>
  )
}
