// Ways to bring a skill: an archive, a folder, a repository, or one's own words; for oneself or for the project.
import type { Project, StagedSkills } from '@a-parallel/shared'
import { FileArchive, FolderOpen, GitBranch, PenLine } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stageArchive, stageSkills } from '../../../api/skills.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { FolderDialog } from '../../projects/index.ts'
import { FetchDialog } from './fetch-dialog.tsx'
import { Refused } from '../refused.tsx'
import { StagedDialog } from './staged-dialog.tsx'
import { WriteDialog } from './write-dialog.tsx'

type Window = 'folder' | 'git' | 'write'

export function AddSkills({ project }: { project: Project | null }) {
  const { t } = useTranslation()
  const [scope, setScope] = useState<'mine' | 'project'>('mine')
  const [open, setOpen] = useState<Window>()
  const [staged, setStaged] = useState<StagedSkills>()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const place = scope === 'project' && project ? project.id : null
  const close = () => setOpen(undefined)
  const taken = (found: StagedSkills) => {
    close()
    setStaged(found)
  }
  return (
    <section
      id="skills.add"
      tabIndex={-1}
      className="flex scroll-mt-4 flex-col gap-3 py-4 outline-none"
    >
      <h3 className="font-medium">{t('skills.add')}</h3>
      {project && (
        <div>
          <Segmented
            label={t('skills.scope')}
            value={scope}
            options={[
              { value: 'mine', label: t('skills.scopes.mine') },
              { value: 'project', label: t('skills.scopes.project', { project: project.name }) },
            ]}
            onChange={setScope}
          />
        </div>
      )}
      <Ways
        busy={busy}
        onPick={(file) => attempt(async () => taken(await stageArchive(place, file)))}
        onOpen={setOpen}
      />
      <Refused problem={problem} />
      <FolderDialog
        open={open === 'folder'}
        onOpenChange={close}
        title={t('skills.folder.title')}
        detail={t('skills.folder.detail')}
        action={t('skills.lookInside')}
        acting={t('skills.looking')}
        take={async (path) => taken(await stageSkills(place, { kind: 'folder', path }))}
      />
      {open === 'git' && <FetchDialog place={place} onFetched={taken} onClose={close} />}
      {open === 'write' && <WriteDialog project={project} place={place} onClose={close} />}
      {staged && (
        <StagedDialog staged={staged} project={project} onClose={() => setStaged(undefined)} />
      )}
    </section>
  )
}

type WaysProps = ArchiveButtonProps & { onOpen: (window: Window) => void }

function Ways({ busy, onPick, onOpen }: WaysProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap gap-2">
      <ArchiveButton busy={busy} onPick={onPick} />
      <Button icon={<FolderOpen size={14} aria-hidden />} onClick={() => onOpen('folder')}>
        {t('skills.ways.folder')}
      </Button>
      <Button icon={<GitBranch size={14} aria-hidden />} onClick={() => onOpen('git')}>
        {t('skills.ways.git')}
      </Button>
      <Button icon={<PenLine size={14} aria-hidden />} onClick={() => onOpen('write')}>
        {t('skills.ways.write')}
      </Button>
    </div>
  )
}

type ArchiveButtonProps = { busy: boolean; onPick: (file: File) => void }

function ArchiveButton({ busy, onPick }: ArchiveButtonProps) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        busy={busy}
        icon={<FileArchive size={14} aria-hidden />}
        onClick={() => picker.current?.click()}
      >
        {t('skills.ways.archive')}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".zip,.skill,.tar,.tgz,.gz"
        aria-label={t('skills.ways.archive')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) onPick(file)
        }}
      />
    </>
  )
}
