// What the values of a recipe's environment can be put together from.
import { threadVariableNames } from '@a-parallel/contract/model'
import { useTranslation } from 'react-i18next'

export function VariableList() {
  const { t } = useTranslation()
  return (
    <>
      <p className="text-pretty wrap-anywhere text-muted">{t('recipe.variables')}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm max-md:grid-cols-1">
        {threadVariableNames.map((name) => (
          <div key={name} className="contents">
            <dt>
              <code className="wrap-anywhere">{name}</code>
            </dt>
            <dd className="text-muted max-md:mb-1">{t(`recipe.variable.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
