// The first page of a newcomer: is this machine ready, and which repository to begin with.
import { FolderPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AddProjectButton, CommandLine } from '../../features/projects/index.ts'
import { ChecksList } from '../../features/setup/index.ts'
import { useSetup } from '../../api/queries.ts'
import { ScreenHeader } from '../shell/screen-header.tsx'

export function WelcomeScreen() {
  const { t } = useTranslation()
  const { data } = useSetup()
  return (
    <>
      <ScreenHeader title={t('welcome.title')} />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 px-6 py-10 max-md:px-4 max-md:py-6">
          <p className="text-xl font-semibold tracking-tight text-balance">{t('welcome.lead')}</p>
          <section className="flex flex-col gap-3">
            <h2 className="font-semibold">{t('welcome.checks')}</h2>
            <ChecksList />
          </section>
          <section className="flex flex-col gap-3">
            <h2 className="font-semibold">{t('welcome.next')}</h2>
            <AddProjectButton
              weight="primary"
              className="self-start max-md:w-full"
              icon={<FolderPlus size={15} aria-hidden />}
            >
              {t('addProject.title')}
            </AddProjectButton>
          </section>
          {data?.demo !== true && (
            <section className="flex flex-col gap-2 border-t border-line pt-6">
              <p className="text-muted">{t('welcome.demo')}</p>
              <CommandLine command="npm run demo" />
            </section>
          )}
        </div>
      </div>
    </>
  )
}
