// A standing skill's text and files, read when somebody looks.
import type { ProjectId, Skill } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { useSkillBody } from '../../api/skills.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { FileText } from './files/file-text.tsx'
import { SkillFiles } from './files/skill-files.tsx'
import { SkillText } from './skill-text.tsx'

export function SkillBody({ skill, projectId }: { skill: Skill; projectId: ProjectId | null }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error } = useSkillBody(projectId, skill.id)
  if (!data && error)
    return (
      <p role="alert" className="text-sm text-fail">
        {words(problemOf(error)).text}
      </p>
    )
  if (!data) return <Skeleton lines={['80%', '60%']} />
  const { text, isCut, files } = data
  const { id, name } = skill
  return (
    <>
      <SkillText {...{ name, text, isCut }} whole={{ projectId, skill: id, path: null }} />
      {files.length > 1 && (
        <SkillFiles name={name} files={files.map((file) => ({ ...file, change: null }))}>
          {({ path }) => (
            <FileText
              ask={{ projectId, skill: id, path }}
              label={t('skills.textOf', { name: path })}
            />
          )}
        </SkillFiles>
      )}
    </>
  )
}
