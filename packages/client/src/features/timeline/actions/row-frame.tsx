// What stands around every item of a transcript: the mark by which it is found, and its menu of things to do with it.
import { cx } from 'class-variance-authority'
import { Braces, Copy as CopyIcon, Link2 } from 'lucide-react'
import type { ReactNode } from 'react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Item, ThreadId } from '@a-parallel/shared'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useTranscript } from '../draw/context.ts'
import { useIsMarked } from '../place/marked.ts'
import { copiesOf } from './copies.ts'
import { showEvents } from './events-shown.ts'

export type RowFrameProps = {
  id: string
  /** Null while it is being produced: then there is nothing to do with it yet. */
  item: Item | null
  /** There is room above what it shows. */
  gap?: boolean
  children: ReactNode
}

export function RowFrame({ id, item, gap = false, children }: RowFrameProps) {
  const marked = useIsMarked(id)
  return (
    <div
      data-item={id}
      // For who is led here.
      tabIndex={-1}
      className={cx(
        'group/row relative rounded-md',
        marked && 'bg-hover shadow-[-3px_0_0_var(--accent)]',
      )}
    >
      {item && (
        <div
          className={cx(
            'relative z-1 opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100 max-md:float-end md:absolute md:start-full md:ps-1',
            gap ? 'max-md:mt-6 md:top-7' : 'md:top-0',
          )}
        >
          <RowMenu item={item} />
        </div>
      )}
      {children}
    </div>
  )
}

function RowMenu({ item }: { item: Item }) {
  const { t } = useTranslation()
  const { threadId, isThread = true } = useTranscript()
  const copies = copiesOf(item).map(({ part, text }): MenuEntry => ({
    kind: 'item',
    id: part,
    label: t(`transcript.copy.${part}`),
    icon: <CopyIcon size={14} aria-hidden />,
    onSelect: () => void copy(text),
  }))
  const ofThread: MenuEntry[] = [
    { kind: 'separator', id: 'rest' },
    {
      kind: 'item',
      id: 'link',
      label: t('transcript.copy.link'),
      icon: <Link2 size={14} aria-hidden />,
      onSelect: () => void copy(linkTo(threadId, item.id)),
    },
    {
      kind: 'item',
      id: 'events',
      label: t('transcript.events.show'),
      icon: <Braces size={14} aria-hidden />,
      onSelect: () => showEvents(threadId, item.id),
    },
  ]
  return (
    <Menu
      label={t('transcript.menu')}
      entries={isThread ? [...copies, ...ofThread] : copies}
      align="end"
      trigger="⋯"
      triggerClassName="flex h-8 w-6 items-center pointer-coarse:h-11 pointer-coarse:w-11 pointer-coarse:-me-3 justify-center rounded-md font-semibold text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg"
    />
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast(i18next.t('app.copied'), { tone: 'good' })
  } catch {
    // The browser keeps its clipboard to itself: the person must know that nothing was copied.
    showToast(i18next.t('transcript.copy.refused'), { tone: 'bad' })
  }
}

function linkTo(threadId: ThreadId, itemId: string): string {
  return `${location.origin}/t/${threadId}?item=${encodeURIComponent(itemId)}`
}
