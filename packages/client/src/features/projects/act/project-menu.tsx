// What can be done to a project: its settings, its place in the list, finding it again after a move, putting it away, taking
// it off the list. Nothing here touches what is in the repository.
import type { Project } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import {
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  Copy,
  Ellipsis,
  FolderSearch,
  ListX,
  MessagesSquare,
  Pencil,
  Settings2,
  ShieldCheck,
  Wrench,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysFor } from '../../../platform/browser.ts'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { useArranging } from '../arrange.ts'
import { archiveProject, bringProjectBack } from './archive.ts'
import { ArchiveProjectDialog } from './archive-project-dialog.tsx'
import { MoveProjectDialog } from './move-project-dialog.tsx'
import { RemoveProjectDialog } from './remove-project-dialog.tsx'
import { RenameProjectDialog } from './rename-project-dialog.tsx'

const small = { size: 14, 'aria-hidden': true } as const

export type ProjectMenuProps = {
  project: Project
  /** Threads of it that are at work; leaving the list says so. */
  busy: number
  triggerClassName?: string
}

type Asking = 'rename' | 'move' | 'archive' | 'remove'

export function ProjectMenu({ project, busy, triggerClassName }: ProjectMenuProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  const ways = useWays(project)
  const steps = useSteps(project)
  return (
    <>
      <Menu
        label={t('projects.menu', { name: project.name })}
        align="end"
        triggerClassName={triggerClassName}
        trigger={<Ellipsis size={15} aria-hidden />}
        entries={[
          ...ways,
          { kind: 'separator', id: 'ways-end' },
          ...itself(project, t, setAsking),
          ...(project.archived ? [] : steps),
          { kind: 'separator', id: 'line' },
          ...leaving(project, busy, t, setAsking),
        ]}
      />
      {asking === 'rename' && <RenameProjectDialog project={project} onClose={close} />}
      {asking === 'move' && <MoveProjectDialog project={project} onClose={close} />}
      {asking === 'archive' && (
        <ArchiveProjectDialog project={project} busy={busy} onClose={close} />
      )}
      {asking === 'remove' && <RemoveProjectDialog project={project} busy={busy} onClose={close} />}
    </>
  )
}

/** Lead to its pages: what is set about it, how its worktrees are made ready, what it brings that runs by itself, its sessions. */
function useWays({ id: projectId }: Project): MenuEntry[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const params = { projectId }
  return [
    {
      kind: 'item',
      id: 'settings',
      label: t('projects.settings'),
      icon: <Settings2 {...small} />,
      onSelect: () => void navigate({ to: '/projects/$projectId', params }),
    },
    {
      kind: 'item',
      id: 'setup',
      label: t('projects.setup'),
      icon: <Wrench {...small} />,
      onSelect: () => void navigate({ to: '/projects/$projectId/setup', params }),
    },
    {
      kind: 'item',
      id: 'trust',
      label: t('projects.trust'),
      icon: <ShieldCheck {...small} />,
      onSelect: () => void navigate({ to: '/projects/$projectId/trust', params }),
    },
    {
      kind: 'item',
      id: 'sessions',
      label: t('projects.sessions'),
      icon: <MessagesSquare {...small} />,
      onSelect: () => void navigate({ to: '/projects/$projectId/sessions', params }),
    },
  ]
}

/** Its place among the others. */
function useSteps(project: Project): MenuEntry[] {
  const { t } = useTranslation()
  const { canStep, step } = useArranging()
  return [
    {
      kind: 'item',
      id: 'up',
      label: t('projects.moveUp'),
      keys: keysFor('Alt+Shift+ArrowUp'),
      icon: <ArrowUp {...small} />,
      disabled: !canStep(project.id, -1),
      onSelect: () => step(project, -1),
    },
    {
      kind: 'item',
      id: 'down',
      label: t('projects.moveDown'),
      keys: keysFor('Alt+Shift+ArrowDown'),
      icon: <ArrowDown {...small} />,
      disabled: !canStep(project.id, 1),
      onSelect: () => step(project, 1),
    },
  ]
}

type Ask = (asking: Asking) => void

function itself({ path, available }: Project, t: TFunction, ask: Ask): MenuEntry[] {
  const moved: MenuEntry = {
    kind: 'item',
    id: 'moved',
    label: t('projects.moved'),
    icon: <FolderSearch {...small} />,
    onSelect: () => ask('move'),
  }
  return [
    {
      kind: 'item',
      id: 'rename',
      label: t('projects.rename'),
      icon: <Pencil {...small} />,
      onSelect: () => ask('rename'),
    },
    {
      kind: 'item',
      id: 'path',
      label: t('projects.copyPath'),
      detail: path,
      icon: <Copy {...small} />,
      onSelect: () => void navigator.clipboard.writeText(path),
    },
    ...(available ? [] : [moved]),
  ]
}

function leaving(project: Project, busy: number, t: TFunction, ask: Ask): MenuEntry[] {
  return [
    project.archived
      ? {
          kind: 'item',
          id: 'bring-back',
          label: t('projects.bringBack'),
          icon: <ArchiveRestore {...small} />,
          onSelect: () => void bringProjectBack(project),
        }
      : {
          kind: 'item',
          id: 'archive',
          label: t('projects.archive'),
          icon: <Archive {...small} />,
          onSelect: () => {
            if (busy > 0) ask('archive')
            // What began meanwhile is asked about all the same.
            else archiveProject(project, false).catch(() => ask('archive'))
          },
        },
    {
      kind: 'item',
      id: 'remove',
      label: t('projects.remove'),
      icon: <ListX {...small} />,
      danger: true,
      onSelect: () => ask('remove'),
    },
  ]
}
