// What each model has used in a thread, over all its turns and all its agents.
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'

/** Nothing where no agent has told of it. */
export function ByModel({ view: { byModel, costUsd } }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (byModel.length === 0) return null
  const rest = costUsd - byModel.reduce((sum, use) => sum + use.costUsd, 0)
  return (
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      aria-label={t('cost.byModel')}
      className="scroll-thin max-h-52 overflow-auto"
    >
      <table className="w-full text-end text-sm tabular-nums">
        <caption className="pb-1 text-start text-xs text-muted">{t('cost.byModel')}</caption>
        <thead className="text-xs text-muted">
          <tr className="*:ps-2 *:pb-1 *:font-normal *:first:ps-0">
            <th scope="col" className="text-start">
              <span className="sr-only">{t('composer.model')}</span>
            </th>
            <th scope="col">{t('cost.in')}</th>
            <th scope="col">{t('cost.out')}</th>
            <th scope="col">{t('cost.cacheRead')}</th>
            <th scope="col">{t('cost.cacheWrite')}</th>
            <th scope="col">{t('cost.estimate')}</th>
          </tr>
        </thead>
        <tbody>
          {byModel.map((use) => (
            <tr key={use.model} className="*:ps-2 *:py-0.5 *:first:ps-0">
              <th scope="row" title={use.model} className="text-start font-normal">
                {shortName(use.model)}
              </th>
              <td>{format.compact(use.inputTokens)}</td>
              <td>{format.compact(use.outputTokens)}</td>
              <td>{format.compact(use.cacheReadTokens)}</td>
              <td>{format.compact(use.cacheWriteTokens)}</td>
              <td>{format.dollars(use.costUsd)}</td>
            </tr>
          ))}
          {rest > 0.005 && (
            <tr className="*:ps-2 *:py-0.5 *:first:ps-0">
              <th scope="row" colSpan={5} className="text-start font-normal">
                {t('cost.noModel')}
              </th>
              <td>{format.dollars(rest)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

/** Without the vendor's name and the day of its making. */
function shortName(model: string): string {
  return model.replace(/^claude-/, '').replace(/-\d{8}(?=$|\[)/, '')
}
