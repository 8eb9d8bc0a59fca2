// The sidebar's lists: who needs a person first, then every project with its threads. Rows hold still under the pointer.
import { Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { AddProjectButton, useProjectsKnown } from '../../projects/index.ts'
import { ThreadRow } from '../row/thread-row.tsx'
import { useNeeding, useThreads, useTree } from '../use-threads.ts'
import { ProjectSection } from './project-section.tsx'
import { Held, useHold, useSteady } from './use-steady.ts'

export type ThreadListsProps = {
  /** The needs-you block is drawn elsewhere on this page. */
  withoutNeeds?: boolean
}

export function ThreadLists({ withoutNeeds }: ThreadListsProps) {
  const known = useProjectsKnown()
  const { held, handlers } = useHold()
  const tree = useTree()
  if (!known) return <Skeleton lines={['55%', '80%', '65%', '75%']} className="p-3" />
  return (
    <Held value={held}>
      <div {...handlers}>
        {!withoutNeeds && <NeedsYou />}
        {tree.map((branch) => (
          <ProjectSection key={branch.project.id} branch={branch} />
        ))}
        <AddProject bare={tree.length === 0} />
      </div>
    </Held>
  )
}

function NeedsYou() {
  const { t } = useTranslation()
  const id = useId()
  const shown = useSteady(useNeeding(), useThreads())
  if (shown.length === 0) return null
  return (
    <div className="pt-3">
      <h2
        id={id}
        className="flex min-h-7 items-center gap-1.5 px-2 text-xs font-semibold text-need"
      >
        {t('nav.needsYou')}
        <span className="font-normal">{shown.length}</span>
      </h2>
      <ul aria-labelledby={id}>
        {shown.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} />
        ))}
      </ul>
    </div>
  )
}

function AddProject({ bare }: { bare: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {bare && (
        <p className="px-2 pt-4 text-sm text-pretty text-muted">{t('projects.emptyDetail')}</p>
      )}
      <AddProjectButton
        weight="quiet"
        size="sm"
        icon={<Plus size={14} aria-hidden />}
        className="mt-3"
      >
        {t('nav.addProject')}
      </AddProjectButton>
    </>
  )
}
