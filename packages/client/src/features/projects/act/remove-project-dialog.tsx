// Takes a project off the list, after saying what of it stays on the disk.
import { useQuery } from '@tanstack/react-query'
import type { ProjectId, ProjectRemains } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { PutAwayDialog, type AskedProps } from './put-away-dialog.tsx'

export function RemoveProjectDialog({ project, busy, onClose }: AskedProps) {
  const { t } = useTranslation()
  const { id, name } = project
  return (
    <PutAwayDialog
      title={t('projects.removeTitle', { name })}
      action={t('projects.removeButton')}
      stopping={t('projects.removeStopping')}
      busy={busy}
      onClose={onClose}
      act={(stop) =>
        callApi('removeProject', { params: { id }, query: stop ? { stop: 'true' } : {} })
      }
    >
      <p>{t('projects.removeDetail')}</p>
      <Remains id={id} />
    </PutAwayDialog>
  )
}

function Remains({ id }: { id: ProjectId }) {
  const words = useProblemWords()
  const { data, error } = useQuery({
    queryKey: ['project-remains', id],
    queryFn: ({ signal }) => callApi('readProjectRemains', { params: { id } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  if (error) return <p className="mt-2 text-fail">{words(problemOf(error)).text}</p>
  if (!data) return <Skeleton lines={['60%', '40%', '40%']} className="py-3" />
  return <ProjectRemainsList remains={data} />
}

/** What of a project stays on the disk. */
export function ProjectRemainsList({ remains: data }: { remains: ProjectRemains }) {
  const { t } = useTranslation()
  return (
    <div className="mt-3 flex flex-col gap-2 text-sm">
      <Kept title={t('projects.remainsRepository')} names={[data.path]} />
      <Kept
        title={t('projects.remainsBranches', { count: data.branches.length })}
        names={data.branches}
      />
      <Kept
        title={t('projects.remainsWorktrees', { count: data.worktrees.length })}
        names={data.worktrees}
      />
    </div>
  )
}

function Kept({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <section>
      <h3 className="font-medium">{title}</h3>
      <ul
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        tabIndex={0}
        className="scroll-thin flex max-h-28 flex-col gap-1 overflow-y-auto rounded-md bg-code px-2 py-1"
      >
        {names.map((name) => (
          <li key={name} className="font-mono text-xs wrap-anywhere">
            {name}
          </li>
        ))}
      </ul>
    </section>
  )
}
