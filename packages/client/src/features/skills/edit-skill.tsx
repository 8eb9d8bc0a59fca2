// A skill's text as it is written, to be changed. Mod+Enter saves it; what was changed meanwhile is not written over.
import type { Project, ProjectId, Skill } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useSkillActs, useSkillBody } from '../../api/skills.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/text-area.tsx'
import { Refused } from './refused.tsx'
import { SkillBody } from './skill-body.tsx'

export type SkillDraft = {
  /** What was there when one began: whoever writes meanwhile is not written over. */
  was: string
  text: string
}

type EditSkillProps = {
  skill: Skill
  project: Project | null
  place: ProjectId | null
  /** Kept by whoever outlives this: it goes when its row is folded. */
  draft: SkillDraft | undefined
  onDraft: (draft: SkillDraft) => void
  onDone: () => void
}

export function EditSkill({ skill, project, place, draft, onDraft, onDone }: EditSkillProps) {
  const { t } = useTranslation()
  const { data } = useSkillBody(project?.id ?? null, skill.id)
  const { write } = useSkillActs(project?.id ?? null)
  const { busy, problem, attempt } = useAttempt(() => undefined)
  if (!data) return null
  // It is too long to be changed here.
  if (data.isCut) return <SkillBody skill={skill} projectId={project?.id ?? null} />
  const { was, text } = draft ?? { was: data.text, text: data.text }
  const save = () =>
    attempt(async () => {
      await write(place, { name: skill.folder, text, was })
      onDone()
    })
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={t('skills.editOne', { name: skill.name })}
        value={text}
        minLines={8}
        maxLines={28}
        spellCheck={false}
        onChange={(event) => onDraft({ was, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          if (text !== was) save()
        }}
        className="rounded-md border border-border bg-code! px-3 py-2 font-mono text-sm!"
      />
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button weight="primary" size="sm" busy={busy} disabled={text === was} onClick={save}>
          {t('app.save')}
        </Button>
        <Button weight="quiet" size="sm" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  )
}
