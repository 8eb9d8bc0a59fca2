// What can be done with a standing skill: switch it off in the project, fetch it anew, write it, remove it.
import type { Project, ProjectId, Skill, StagedSkills } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stageSkills, useSkillActs } from '../../api/skills.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Switch } from '../../ui/controls/switch.tsx'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { isSkillName } from './add/new-skill-text.ts'
import { StagedDialog } from './add/staged-dialog.tsx'
import { EditSkill, type SkillDraft } from './edit-skill.tsx'
import { PluginWords } from './plugin-words.tsx'
import { Refused } from './refused.tsx'

type SkillActsProps = {
  skill: Skill
  project: Project | null
  /** Its text is being changed. */
  editing: boolean
  onEditing: (editing: boolean) => void
  /** What was written of it so far. */
  draft: SkillDraft | undefined
  onDraft: (draft: SkillDraft | undefined) => void
}

export function SkillActs(props: SkillActsProps) {
  const { skill, project } = props
  const { t } = useTranslation()
  const acts = useSkillActs(project?.id ?? null)
  const { busy, problem, attempt } = useAttempt(() => acts.again())
  const { id, source, form, state } = skill
  const isOwn =
    form === 'skill' && (source === 'user' || source === 'project') && isSkillName(skill.folder)
  return (
    <div className="flex flex-col gap-2">
      {source === 'plugin' && <PluginWords plugin={skill.plugin} isOn={state !== 'off'} />}
      {project && source !== 'plugin' && state !== 'restricted' && (
        <Switch
          label={t('skills.onIn', { project: project.name })}
          checked={state !== 'off'}
          disabled={busy}
          onChange={(on) => attempt(() => acts.switch(id, !on))}
        />
      )}
      {state === 'restricted' && project && (
        <p className="text-sm text-pretty text-need">
          {t('skills.restricted')}{' '}
          <Link
            to="/projects/$projectId/trust"
            params={{ projectId: project.id }}
            className="underline"
          >
            {t('trust.look')}
          </Link>
        </p>
      )}
      <Refused problem={problem} />
      {isOwn && <OwnActs {...props} />}
    </div>
  )
}

/** Of a skill that the person can write. */
function OwnActs(props: SkillActsProps) {
  const { skill, project, editing, onEditing, draft, onDraft } = props
  const { t } = useTranslation()
  const acts = useSkillActs(project?.id ?? null)
  const { busy, problem, attempt } = useAttempt(() => acts.again())
  const [staged, setStaged] = useState<StagedSkills>()
  const { folder, name, origin } = skill
  const done = () => {
    onEditing(false)
    onDraft(undefined)
  }
  const place: ProjectId | null = skill.source === 'project' ? (project?.id ?? null) : null
  const isFetched = origin?.kind === 'git' || origin?.kind === 'folder'
  const update = async () => setStaged(await stageSkills(place, { kind: 'again', name: folder }))
  const remove = async () => {
    const { keptId } = await acts.remove(place, folder)
    const undo = { label: t('skills.bringBack'), run: () => attempt(() => acts.restore(keptId)) }
    showToast(t('skills.removed', { name }), { action: undo })
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {isFetched && (
          <Button
            size="sm"
            busy={busy}
            aria-label={t('skills.updateOne', { name })}
            onClick={() => attempt(update)}
          >
            {t('skills.update')}
          </Button>
        )}
        <Button
          size="sm"
          aria-label={t('skills.editOne', { name })}
          aria-expanded={editing}
          onClick={() => onEditing(!editing)}
        >
          {t('skills.edit')}
        </Button>
        <Button
          size="sm"
          busy={busy}
          aria-label={t('skills.removeOne', { name })}
          onClick={() => attempt(remove)}
        >
          {t('skills.remove')}
        </Button>
      </div>
      <Refused problem={problem} />
      {editing && <EditSkill {...{ skill, project, place, draft, onDraft }} onDone={done} />}
      {staged && (
        <StagedDialog staged={staged} project={project} onClose={() => setStaged(undefined)} />
      )}
    </>
  )
}
