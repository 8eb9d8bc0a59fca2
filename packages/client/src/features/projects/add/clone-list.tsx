// The clones that run and how far each is, and those that failed, or could not be added, with why. One that is
// done becomes a project.
import type { Clone, Project } from '@a-parallel/shared'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useClones, useClonesAgain } from '../../../api/projects/adding.ts'
import { callApi } from '../../../api/call.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ProgressBar } from '../../../ui/display/progress-bar.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useProblemWords } from '../../../words/problem-text.ts'
import { ToAccounts } from '../../host-accounts/index.ts'
import { useProjects } from '../use-projects.ts'
import { nameOf } from './folders.ts'
import { useShowsClones } from './use-clone-ends.ts'

type CloneListProps = { onAdded: (project: Project) => void; onLeave: () => void }

/** @param onLeave puts the dialog away, for what is done about a failure elsewhere. */
export function CloneList({ onAdded, onLeave }: CloneListProps) {
  const { t } = useTranslation()
  const { data } = useClones()
  const clones = data?.clones ?? []
  useArrivals(clones, onAdded)
  useShowsClones()
  const shown = clones.filter(({ state, problem }) => state === 'running' || problem !== null)
  if (shown.length === 0) return null
  return (
    <ul aria-label={t('clone.list')} className="flex flex-col gap-2">
      {shown.map((clone) => (
        <li key={clone.id} className="rounded-md border border-line px-3 py-2">
          {clone.state === 'running' ? (
            <Running clone={clone} />
          ) : (
            <Failed clone={clone} onLeave={onLeave} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** Hands over the projects of those that were seen to run here. */
function useArrivals(clones: readonly Clone[], onAdded: (project: Project) => void) {
  const { t } = useTranslation()
  const projects = useProjects()
  const seen = useRef(new Set<string>())
  useEffect(() => {
    for (const { id, state, projectId } of clones) {
      if (state === 'running') seen.current.add(id)
      const project = projects.find((one) => one.id === projectId)
      if (state !== 'done' || !project || !seen.current.delete(id)) continue
      showToast(t('addProject.done', { name: project.name }), { tone: 'good' })
      onAdded(project)
    }
  }, [clones, projects, onAdded, t])
}

function useCancel({ id }: Clone) {
  const again = useClonesAgain()
  // One that has ended meanwhile is gone from the list all the same.
  return () => void callApi('cancelClone', { params: { id } }).then(again, again)
}

function Running({ clone }: { clone: Clone }) {
  const { t } = useTranslation()
  const format = useFormat()
  const cancel = useCancel(clone)
  const { phase, percent, bytes, bytesPerSecond } = clone.progress
  const words = t(`clone.phase.${phase}`)
  const figures = [
    percent === null ? '' : format.percent(percent / 100),
    bytes === null ? '' : format.bytes(bytes),
    bytesPerSecond === null ? '' : t('clone.rate', { rate: format.bytes(bytesPerSecond) }),
  ]
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={clone.path}>
          {nameOf(clone.path)}
        </p>
        <p className="flex flex-wrap justify-between gap-x-2 text-sm text-muted">
          <span>{words}</span>
          <span className="tabular-nums">{figures.filter(Boolean).join(' · ')}</span>
        </p>
        <ProgressBar label={words} percent={percent} />
      </div>
      <Button
        size="sm"
        onClick={cancel}
        aria-label={t('clone.cancelNamed', { name: nameOf(clone.path) })}
      >
        {t('app.cancel')}
      </Button>
    </div>
  )
}

const mendedAtAccount: ReadonlySet<string> = new Set([
  'clone_signed_out',
  'clone_no_repository',
  'host_account_unreadable',
  'host_token_refused',
])

/** An account gives a way in over https alone. */
function wantsAccount({ from, problem }: Clone): boolean {
  return /^https:/i.test(from) && problem !== null && mendedAtAccount.has(problem.code)
}

function Failed({ clone, onLeave }: { clone: Clone; onLeave: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const dismiss = useCancel(clone)
  const { text, detail } = words(clone.problem ?? { code: 'internal', detail: '' })
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium text-fail">
          {t(clone.state === 'done' ? 'clone.notAdded' : 'clone.failed', {
            name: nameOf(clone.path),
          })}
        </p>
        <p className="text-sm">{text}</p>
        {detail && (
          <pre className="scroll-thin mt-1 max-h-32 overflow-auto rounded-md bg-code px-2 py-1 text-xs whitespace-pre-wrap">
            {detail}
          </pre>
        )}
        {wantsAccount(clone) && (
          <div className="mt-2">
            <ToAccounts size="sm" onLeave={onLeave} />
          </div>
        )}
      </div>
      <IconButton
        size="sm"
        label={t('clone.dismiss')}
        icon={<X size={14} aria-hidden />}
        onClick={dismiss}
      />
    </div>
  )
}
