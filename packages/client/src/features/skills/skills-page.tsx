// The skills of a person and of a project: what there is by where it comes from, a way to bring more, and what was removed.
import type { Project, ProjectId, Skill } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSkills } from '../../api/skills.ts'
import { Select } from '../../ui/controls/select.tsx'
import { useProjectsInUse } from '../projects/index.ts'
import { Unread } from '../unread/index.ts'
import { AddSkills } from './add/add-skills.tsx'
import { KeptSkills } from './kept-skills.tsx'
import { SkillRow } from './skill-row.tsx'

export function SkillsPage() {
  const { t } = useTranslation()
  const projects = useProjectsInUse().filter(({ available }) => available)
  const [chosen, setChosen] = useState<string>()
  const project = projects.find(({ id }) => id === chosen) ?? null
  return (
    <>
      <section id="skills.list" tabIndex={-1} className="scroll-mt-4 py-3 outline-none">
        <p className="pb-3 text-sm text-pretty text-muted">{t('skills.lead')}</p>
        {projects.length > 0 && (
          <Select
            label={t('skills.project')}
            hint={t('skills.projectHint')}
            value={project?.id ?? ''}
            options={[
              { value: '', label: t('skills.anyProject') },
              ...projects.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            onChange={setChosen}
          />
        )}
      </section>
      <AddSkills key={project?.id ?? ''} project={project} />
      <Groups project={project} />
    </>
  )
}

const sources = ['project', 'user', 'plugin', 'bundled'] as const

function Groups({ project }: { project: Project | null }) {
  const { t } = useTranslation()
  const projectId: ProjectId | null = project?.id ?? null
  const { data, error, refetch } = useSkills(projectId)
  if (!data) return <Unread error={error} onRetry={refetch} lines={['60%', '90%', '70%']} />
  const { skills, kept } = data
  return (
    <>
      {sources.map((source) => (
        <Group
          key={source}
          source={source}
          project={project}
          skills={skills.filter((one) => one.source === source)}
        />
      ))}
      {kept.length > 0 && <KeptSkills projectId={projectId} kept={kept} />}
      <output className="sr-only">{t('skills.count', { count: skills.length })}</output>
    </>
  )
}

type GroupProps = {
  source: (typeof sources)[number]
  project: Project | null
  skills: readonly Skill[]
}

function Group({ source, project, skills }: GroupProps) {
  const { t } = useTranslation()
  if (source === 'project' && project === null) return null
  // Plugins are for those who have some.
  if (source === 'plugin' && skills.length === 0) return null
  const title = t(`skills.sources.${source}`, { project: project?.name ?? '' })
  return (
    <section aria-label={title} className="py-4">
      <h3 className="font-medium">{title}</h3>
      <p className="pb-1 text-sm text-pretty text-muted">{t(`skills.sourceHints.${source}`)}</p>
      {skills.length === 0 ? (
        <p className="py-1 text-sm text-muted">
          {t(`skills.none.${source === 'bundled' ? 'bundled' : 'other'}`)}
        </p>
      ) : (
        <ul aria-label={title} className="divide-y divide-line">
          {skills.map((skill) => (
            <SkillRow key={skill.id} skill={skill} project={project} />
          ))}
        </ul>
      )}
    </section>
  )
}
