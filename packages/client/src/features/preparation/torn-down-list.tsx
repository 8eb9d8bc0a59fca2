// How a worktree was torn down when its thread was archived.
import type { TeardownResult } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'

export function TornDownList({ results }: { results: readonly TeardownResult[] }) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('preparation.tornDown')} className="flex flex-col gap-1">
      {results.map(({ name, outcome, said }) => (
        <li key={name}>
          <p className="flex items-center gap-2">
            <StatusGlyph
              shape={outcome === 'done' ? 'check' : 'square-cross'}
              tone={outcome === 'done' ? 'review' : 'fail'}
            />
            <span>{name}</span>
            <span className="text-muted">{t(`preparation.down.${outcome}`)}</span>
          </p>
          {said !== '' && (
            <pre className="mt-1 rounded-md bg-code px-3 py-2 whitespace-pre-wrap wrap-anywhere">
              {said}
            </pre>
          )}
        </li>
      ))}
    </ul>
  )
}
