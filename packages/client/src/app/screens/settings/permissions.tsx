// What is answered without a person: whether everything may be, and the rules of all projects.
import { useTranslation } from 'react-i18next'
import { RuleList } from '../../../features/rules/index.ts'
import { SwitchSetting } from '../../../features/settings/index.ts'

export function Permissions() {
  const { t } = useTranslation()
  return (
    <>
      <SwitchSetting
        section="permissions"
        field="bypass"
        label={t('settings.permissions.bypass')}
        hint={t('settings.permissions.bypassHint')}
      />
      <section id="permissions.rules" tabIndex={-1} className="scroll-mt-4 pt-4 outline-none">
        <h3 className="font-medium">{t('rules.title')}</h3>
        <RuleList />
      </section>
    </>
  )
}
