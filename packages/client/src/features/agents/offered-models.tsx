// The models that the agent's program offers, as it told them itself.
import type { Setup } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'

export function OfferedModels({ models }: Pick<Setup, 'models'>) {
  const { t } = useTranslation()
  // Only a program says what efforts a model knows.
  const isTold = models.some(({ efforts }) => efforts !== null)
  return (
    <section
      id="agents.models"
      tabIndex={-1}
      aria-labelledby="agents.models.title"
      className="scroll-mt-4 py-4 outline-none"
    >
      <h3 id="agents.models.title" className="font-medium">
        {t('agents.models')}
      </h3>
      <p className="text-sm text-pretty text-muted">
        {t(isTold ? 'agents.modelsTold' : 'agents.modelsUntold')}
      </p>
      <ul className="divide-y divide-line pt-1">
        {models.map((model) => (
          <Model key={model.value} model={model} />
        ))}
      </ul>
    </section>
  )
}

function Model({
  model: { value, name, description, efforts },
}: {
  model: Setup['models'][number]
}) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className="flex flex-col gap-0.5 py-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{name}</span>
        <code className="text-xs wrap-anywhere text-muted">{value}</code>
      </p>
      {description !== '' && <p className="text-sm text-pretty text-muted">{description}</p>}
      {efforts !== null && efforts.length > 0 && (
        <p className="text-sm text-muted">
          {t('agents.efforts', { list: format.list(efforts.map((one) => t(`effort.${one}`))) })}
        </p>
      )}
    </li>
  )
}
