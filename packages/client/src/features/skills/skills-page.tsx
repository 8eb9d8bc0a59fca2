// The skills of a person and of a project: what there is by where it comes from, a way to bring more, and what was removed.
import type { Project, ProjectId, Skill } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSkills } from '../../api/skills.ts'
import { Select } from '../../ui/controls/select.tsx'
import { FailedLine } from '../../ui/display/failed-line.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { useProjectsInUse } from '../projects/index.ts'
import { Unread } from '../unread/index.ts'
import { AddSkills } from './add/add-skills.tsx'
import { KeptSkills } from './kept-skills.tsx'
import { fitting } from './fitting.ts'
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

/** Of more there is a filter: so many are seen at once. */
const few = 8

const sources = ['project', 'user', 'plugin', 'bundled'] as const

function Groups({ project }: { project: Project | null }) {
  const { t } = useTranslation()
  const [sought, setSought] = useState('')
  const projectId: ProjectId | null = project?.id ?? null
  const { data, error, refetch } = useSkills(projectId)
  if (!data) return <Unread error={error} onRetry={refetch} lines={['60%', '90%', '70%']} />
  const { kept, unread } = data
  const isMany = data.skills.length > few
  const skills = fitting(data.skills, isMany ? sought : '')
  const isSought = skills.length < data.skills.length
  return (
    <>
      {unread.map((path) => (
        <FailedLine
          key={path}
          className="py-3 wrap-anywhere"
          retryLabel={t('app.retry')}
          onRetry={() => void refetch()}
        >
          {t('skills.unread', { path })}
        </FailedLine>
      ))}
      {isMany && <Filter sought={sought} onSought={setSought} />}
      {sources.map((source) => (
        <Group
          key={source}
          source={source}
          project={project}
          isSought={isSought}
          skills={skills.filter((one) => one.source === source)}
        />
      ))}
      {isSought && skills.length === 0 && (
        <p className="py-4 text-sm text-muted">{t('skills.noneFits', { sought: sought.trim() })}</p>
      )}
      {kept.length > 0 && <KeptSkills projectId={projectId} kept={kept} />}
      <output className="sr-only">{t('skills.count', { count: skills.length })}</output>
    </>
  )
}

function Filter({ sought, onSought }: { sought: string; onSought: (sought: string) => void }) {
  const { t } = useTranslation()
  return (
    <search className="py-4">
      <TextField
        type="search"
        label={t('skills.filter')}
        hideLabel
        placeholder={t('skills.filter')}
        value={sought}
        onChange={(event) => onSought(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || sought === '') return
          // Nothing else closes by it.
          event.stopPropagation()
          onSought('')
        }}
      />
    </search>
  )
}

type GroupProps = {
  /** Some are left out, and a group that has none of those that fit is. */
  isSought: boolean
  source: (typeof sources)[number]
  project: Project | null
  skills: readonly Skill[]
}

function Group({ source, project, isSought, skills }: GroupProps) {
  const { t } = useTranslation()
  if (source === 'project' && project === null) return null
  // Plugins are for those who have some.
  if ((source === 'plugin' || isSought) && skills.length === 0) return null
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
