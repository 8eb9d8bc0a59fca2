// Language, and what sends a message.
import { useTranslation } from 'react-i18next'
import { ChoiceSetting } from '../../../features/settings/index.ts'
import { keysFor } from '../../../platform/browser.ts'
import { languageNames, languages } from '../../../words/i18n.ts'

const levels = ['all', 'attention', 'none'] as const

export function General() {
  const { t } = useTranslation()
  return (
    <>
      <ChoiceSetting
        section="general"
        field="language"
        label={t('settings.general.language')}
        options={[
          { value: 'system', label: t('settings.general.browserLanguage') },
          ...languages.map((value) => ({ value, label: languageNames[value] })),
        ]}
      />
      <ChoiceSetting
        section="general"
        field="sendKey"
        label={t('settings.general.sendKey')}
        hint={t('settings.general.sendKeyHint')}
        options={[
          { value: 'enter', label: keysFor('Enter') },
          { value: 'mod-enter', label: keysFor('Mod+Enter') },
        ]}
      />
      <ChoiceSetting
        section="general"
        field="announcements"
        label={t('settings.general.announcements')}
        hint={t('settings.general.announcementsHint')}
        options={levels.map((value) => ({ value, label: t(`settings.general.say.${value}`) }))}
      />
    </>
  )
}
