// What this machine offers, what was restored, and the way out of this browser.
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../../api/queries.ts'
import { setToken } from '../../../api/token.ts'
import { ChecksList } from '../../../features/setup/index.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { RestoredSection } from '../../shell/restored.tsx'

export function About() {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-6 py-3">
      <section
        id="about.checks"
        aria-label={t('settings.checks')}
        tabIndex={-1}
        className="scroll-mt-4 outline-none"
      >
        <ChecksList />
      </section>
      <RestoredSection />
      <EndsWithServer />
      <Button
        id="about.signOut"
        className="scroll-mt-4 self-start"
        onClick={() => setToken(undefined)}
      >
        {t('settings.signOut')}
      </Button>
    </div>
  )
}

/** A platform where agents do not outlive the server says so, once. */
function EndsWithServer() {
  const { t } = useTranslation()
  const { data: setup } = useSetup()
  if (setup?.platform !== 'win32') return null
  return <p className="text-pretty text-muted">{t('settings.endsWithServer')}</p>
}
