// The first stops of the Tab key: past the sidebar, and straight to what waits for the person or to where they write.
import { useTranslation } from 'react-i18next'
import { runCommand, useDoers } from '../../features/commands/index.ts'

const look =
  'fixed start-2 top-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 text-accent-fg focus:translate-y-0'

export function SkipLinks() {
  const { t } = useTranslation()
  const able = useDoers(({ doers }) => doers.some(({ id }) => id === 'focusComposer'))
  const asked = useDoers(({ doers }) => doers.some(({ id }) => id === 'focusApproval'))
  const target = asked ? 'focusApproval' : able ? 'focusComposer' : null
  return (
    <>
      <a href="#main" className={look}>
        {t('app.skip')}
      </a>
      {target !== null && (
        <button type="button" className={look} onClick={() => runCommand(target)}>
          {t(asked ? 'app.skipToAsked' : 'app.skipToComposer')}
        </button>
      )}
    </>
  )
}
