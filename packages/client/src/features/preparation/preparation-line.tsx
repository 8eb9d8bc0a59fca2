// The one line of a preparation in the conversation: whether the worktree is ready, or what it waits for.
import type { Preparation } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { preparationState, type PreparationState } from './state.ts'

const looks: Record<PreparationState['kind'], readonly [GlyphShape, Tone]> = {
  none: ['check', 'idle'],
  faulty: ['square-cross', 'fail'],
  giving: ['arc', 'setup'],
  failed: ['square-cross', 'fail'],
  withheld: ['stop', 'idle'],
  running: ['arc', 'setup'],
  waiting: ['dashed', 'idle'],
  ready: ['check', 'review'],
}

export function PreparationLine({ preparation }: { preparation: Preparation | null }) {
  const { t } = useTranslation()
  const state = preparationState(preparation)
  const [shape, tone] = looks[state.kind]
  const name = 'command' in state ? state.command.name : ''
  const ports = Object.entries(preparation?.ports ?? {})
  return (
    <>
      <StatusGlyph shape={shape} tone={tone} />
      <span className="shrink-0">{t('preparation.title')}</span>
      <span className="min-w-0 truncate text-muted">
        {t(`preparation.state.${state.kind}`, { name })}
      </span>
      {ports.length > 0 && (
        <code className="ms-auto min-w-0 truncate ps-2 text-xs text-muted max-sm:hidden">
          {ports.map(([variable, port]) => `${variable}=${port}`).join(' ')}
        </code>
      )}
    </>
  )
}
