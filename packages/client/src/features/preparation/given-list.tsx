// What a worktree was given of the project's ignored files, and what not, each with its reason.
import type { Carried } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'

export function GivenList({ carried }: { carried: Carried }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { things, thingCount, left, leftCount, ms } = carried
  if (thingCount === 0 && leftCount === 0) return null
  const more = thingCount - things.length + leftCount - left.length
  return (
    <ul aria-label={t('preparation.files')} className="flex flex-col gap-0.5">
      {things.map(({ path, how, files }) => (
        <li key={path} className="flex flex-wrap gap-x-2">
          <code className="min-w-0 wrap-anywhere">{path}</code>
          <span className="text-muted">{t(`preparation.how.${how}`, { count: files })}</span>
        </li>
      ))}
      {left.map(({ path, why, said }) => (
        <li key={`${path} ${why}`} className="flex flex-wrap gap-x-2">
          <code className="min-w-0 wrap-anywhere">{path}</code>
          <span className={why === 'failed' ? 'text-fail' : 'text-muted'}>
            {t(`preparation.left.${why}`)} {why === 'failed' && said}
          </span>
        </li>
      ))}
      {more > 0 && <li className="text-muted">{t('preparation.more', { count: more })}</li>}
      {thingCount > 0 && (
        <li className="text-xs text-muted">
          {t('preparation.took', { time: format.duration(ms) })}
        </li>
      )}
    </ul>
  )
}
