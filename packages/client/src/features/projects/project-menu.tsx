// What can be done to a project: rename, copy its path, find it again after a move, take it off the list. Nothing here
// touches what is in the repository.
import type { Project } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Ellipsis, FolderSearch, ListX, Pencil, ShieldCheck, Wrench } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Menu, type MenuEntry } from '../../ui/overlays/menu.tsx'
import { MoveProjectDialog } from './move-project-dialog.tsx'
import { RemoveProjectDialog } from './remove-project-dialog.tsx'
import { RenameProjectDialog } from './rename-project-dialog.tsx'

const small = { size: 14, 'aria-hidden': true } as const

export type ProjectMenuProps = {
  project: Project
  /** Threads of it that are at work; removing says so. */
  busy: number
  triggerClassName?: string
}

export function ProjectMenu({ project, busy, triggerClassName }: ProjectMenuProps) {
  const { t } = useTranslation()
  const brought = useBroughtEntry(project)
  const setup = useSetupEntry(project)
  const [asking, setAsking] = useState<'rename' | 'move' | 'remove'>()
  const close = () => setAsking(undefined)
  const moved: MenuEntry = {
    kind: 'item',
    id: 'moved',
    label: t('projects.moved'),
    icon: <FolderSearch {...small} />,
    onSelect: () => setAsking('move'),
  }
  return (
    <>
      <Menu
        label={t('projects.menu', { name: project.name })}
        align="end"
        triggerClassName={triggerClassName}
        trigger={<Ellipsis size={15} aria-hidden />}
        entries={[
          {
            kind: 'item',
            id: 'rename',
            label: t('projects.rename'),
            icon: <Pencil {...small} />,
            onSelect: () => setAsking('rename'),
          },
          {
            kind: 'item',
            id: 'path',
            label: t('projects.copyPath'),
            detail: project.path,
            icon: <Copy {...small} />,
            onSelect: () => void navigator.clipboard.writeText(project.path),
          },
          brought,
          setup,
          ...(project.available ? [] : [moved]),
          { kind: 'separator', id: 'line' },
          {
            kind: 'item',
            id: 'remove',
            label: t('projects.remove'),
            icon: <ListX {...small} />,
            danger: true,
            onSelect: () => setAsking('remove'),
          },
        ]}
      />
      {asking === 'rename' && <RenameProjectDialog project={project} onClose={close} />}
      {asking === 'move' && <MoveProjectDialog project={project} onClose={close} />}
      {asking === 'remove' && <RemoveProjectDialog project={project} busy={busy} onClose={close} />}
    </>
  )
}

/** Leads to what its repository brings that runs by itself. */
function useBroughtEntry({ id: projectId }: Project): MenuEntry {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return {
    kind: 'item',
    id: 'trust',
    label: t('projects.trust'),
    icon: <ShieldCheck {...small} />,
    onSelect: () => void navigate({ to: '/projects/$projectId/trust', params: { projectId } }),
  }
}

/** Leads to how the worktrees of its threads are made ready. */
function useSetupEntry({ id: projectId }: Project): MenuEntry {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return {
    kind: 'item',
    id: 'setup',
    label: t('projects.setup'),
    icon: <Wrench {...small} />,
    onSelect: () => void navigate({ to: '/projects/$projectId/setup', params: { projectId } }),
  }
}
