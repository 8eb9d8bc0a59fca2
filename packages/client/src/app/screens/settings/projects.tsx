// All projects, those too that were put away, and where each is set.
import { useTranslation } from 'react-i18next'
import { ProjectList } from '../../../features/project-page/index.ts'

export function Projects() {
  const { t } = useTranslation()
  return (
    <>
      <ProjectList />
      <section
        id="projects.each"
        aria-labelledby="projects.each.title"
        tabIndex={-1}
        className="scroll-mt-4 py-4 outline-none"
      >
        <h3 id="projects.each.title" className="font-medium">
          {t('settings.projects.each')}
        </h3>
        <p className="pt-0.5 text-sm text-pretty text-muted">{t('settings.projects.eachHint')}</p>
      </section>
    </>
  )
}
