// Light or dark, how large, how dense.
import { useTranslation } from 'react-i18next'
import { ChoiceSetting } from '../../../features/settings/index.ts'
import { useFormat } from '../../../platform/use-format.ts'

const themes = ['system', 'light', 'dark'] as const
const contrasts = ['system', 'usual', 'high'] as const
const sizes = ['87.5', '100', '112.5', '125', '150'] as const
const densities = ['comfortable', 'compact'] as const

export function Appearance() {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <ChoiceSetting
        section="appearance"
        field="theme"
        label={t('settings.appearance.theme')}
        options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
      <ChoiceSetting
        section="appearance"
        field="contrast"
        label={t('settings.appearance.contrast')}
        hint={t('settings.appearance.contrastHint')}
        options={contrasts.map((value) => ({
          value,
          label: t(`settings.appearance.contrastOf.${value}`),
        }))}
      />
      <ChoiceSetting
        section="appearance"
        field="textSize"
        label={t('settings.appearance.textSize')}
        options={sizes.map((value) => ({ value, label: format.percent(Number(value) / 100) }))}
      />
      <ChoiceSetting
        section="appearance"
        field="density"
        label={t('settings.appearance.density')}
        hint={t('settings.appearance.densityHint')}
        options={densities.map((value) => ({ value, label: t(`settings.appearance.${value}`) }))}
      />
    </>
  )
}
