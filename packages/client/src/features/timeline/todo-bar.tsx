// The agent's todo list, above the composer: how far it is and what it does now; the whole list on demand.
import { cx } from 'class-variance-authority'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TodoEntry } from '@a-parallel/shared'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import type { TodoState } from './rows/todo.ts'

const looks: Record<TodoEntry['state'], readonly [GlyphShape, Tone]> = {
  pending: ['ring', 'idle'],
  running: ['arc', 'run'],
  completed: ['check', 'review'],
}

export function TodoBar({ todo }: { todo: TodoState }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { entries, done, now } = todo
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      header={
        <>
          <span className="shrink-0 font-medium">
            {t('timeline.todo', { done, total: entries.length })}
          </span>
          <span className="min-w-0 truncate text-muted">{now}</span>
        </>
      }
    >
      {() => (
        <ul className="max-h-48 overflow-y-auto scroll-thin px-1.5 pb-1.5 ps-[26px]">
          {entries.map((entry) => {
            const [shape, tone] = looks[entry.state]
            return (
              <li key={entry.id} className="flex items-start gap-2 py-0.5">
                <span className="mt-[3px]">
                  <StatusGlyph
                    shape={shape}
                    tone={tone}
                    label={t(`timeline.todoState.${entry.state}`)}
                  />
                </span>
                <span className={cx(entry.state === 'completed' && 'text-muted')}>
                  {entry.text}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Collapsible>
  )
}
