// Where a thread begins: for the project in the address, the one used last, or the first.
import type { Project } from '@a-parallel/shared'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProjectsInUse, useProjectsKnown } from '../../features/projects/index.ts'
import { NewThreadForm } from '../../features/threads/index.ts'
import { TrustLine } from '../../features/trust/index.ts'
import { store, stored } from '../../platform/browser.ts'
import { buttonLook } from '../../ui/controls/button.tsx'
import { Select } from '../../ui/controls/select.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'

const lastKey = 'last-project'

export function NewThreadScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/new' })
  const projects = useProjectsInUse()
  const known = useProjectsKnown()
  const wanted = [search.project, stored(lastKey)]
  const project =
    wanted.map((id) => projects.find((one) => one.id === id)).find(Boolean) ?? projects[0]
  return (
    <>
      <ScreenHeader title={t('nav.newThread')} />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        {project ? (
          <Form key={project.id} project={project} />
        ) : known ? (
          <EmptyState
            title={t('new.noProject')}
            detail={t('projects.emptyDetail')}
            action={
              <Link to="/welcome" className={buttonLook({ weight: 'primary' })}>
                {t('addProject.title')}
              </Link>
            }
          />
        ) : (
          <Skeleton lines={['50%', '90%', '70%']} className="mx-auto max-w-2xl p-10" />
        )}
      </div>
    </>
  )
}

function Form({ project }: { project: Project }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const projects = useProjectsInUse()
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-6 pt-[10vh] pb-10 max-md:px-4 max-md:pt-6">
      <h2 className="text-center text-xl font-semibold tracking-tight text-balance">
        {t('new.title')}
      </h2>
      {projects.length > 1 && (
        <div className="mx-auto w-full max-w-72">
          <Select
            label={t('new.project')}
            hideLabel
            value={project.id}
            options={projects.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => void navigate({ to: '/new', search: { project: id }, replace: true })}
          />
        </div>
      )}
      <TrustLine projectId={project.id} className="rounded-md px-2.5 py-2" />
      <NewThreadForm
        project={project}
        onStarted={(threadId) => {
          store(lastKey, project.id)
          return navigate({ to: '/t/$threadId', params: { threadId } })
        }}
      />
    </div>
  )
}
