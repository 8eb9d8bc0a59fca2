// What would be installed, all of it in sight before anything is: texts, files, what may be run, and what it would replace.
import type { Project, StagedSkill, StagedSkills } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dropStaged, useSkillActs } from '../../../api/skills.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { Refused } from '../refused.tsx'
import { canInstall, isSame, StagedItem } from './staged-item.tsx'

type StagedDialogProps = { staged: StagedSkills; project: Project | null; onClose: () => void }

export function StagedDialog({ staged, project, onClose }: StagedDialogProps) {
  const { t } = useTranslation()
  const { close } = useDialogLabels()
  const { install } = useSkillActs(project?.id ?? null)
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const [chosen, setChosen] = useState(() => new Set(usually(staged.skills)))
  const twins = (one: StagedSkill) => staged.skills.filter(({ name }) => name === one.name)
  const toggle = (skill: StagedSkill) => {
    const next = new Set(chosen)
    const isTaken = next.has(skill.inside)
    // Of two of one name only one can be put in place.
    for (const { inside } of twins(skill)) next.delete(inside)
    if (!isTaken) next.add(skill.inside)
    setChosen(next)
  }
  const drop = () => {
    onClose()
    // The server forgets it by itself as well.
    void dropStaged(staged.id).catch(() => undefined)
  }
  const take = async () => {
    await install(staged.id, [...chosen])
    showToast(t('skills.installed', { count: chosen.size }), { tone: 'good' })
    onClose()
  }
  const place =
    staged.projectId === null
      ? t('skills.scopes.mine')
      : t('skills.scopes.project', { project: project?.name ?? '' })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && drop()}
      title={t('skills.staged.title', { count: staged.skills.length })}
      description={t('skills.staged.detail', { place })}
      closeLabel={close}
      shape="wide"
      footer={
        <Footer count={chosen.size} busy={busy} onCancel={drop} onInstall={() => attempt(take)} />
      }
    >
      <div className="flex flex-col gap-3">
        <Refused problem={problem} />
        <ul className="flex flex-col gap-3">
          {staged.skills.map((skill) => (
            <StagedItem
              key={skill.inside}
              stagedId={staged.id}
              skill={skill}
              alone={staged.skills.length === 1}
              isTwin={twins(skill).length > 1}
              checked={chosen.has(skill.inside)}
              onToggle={toggle}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

/** By their folders: all that can be and would change something; of two of one name neither. */
function usually(skills: readonly StagedSkill[]): string[] {
  const names = skills.map(({ name }) => name)
  return skills
    .filter((one) => canInstall(one) && !isSame(one))
    .filter(({ name }) => names.indexOf(name) === names.lastIndexOf(name))
    .map(({ inside }) => inside)
}

type FooterProps = { count: number; busy: boolean; onCancel: () => void; onInstall: () => void }

function Footer({ count, busy, onCancel, onInstall }: FooterProps) {
  const { t } = useTranslation()
  const { cancel } = useDialogLabels()
  return (
    <>
      <Button onClick={onCancel}>{cancel}</Button>
      <Button weight="primary" busy={busy} disabled={count === 0} onClick={onInstall}>
        {t('skills.staged.install', { count })}
      </Button>
    </>
  )
}
