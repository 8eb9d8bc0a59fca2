// What is set about a project: how it is marked, what its threads begin with, what its agents are told, what they may cost.
import type { Project } from '@a-parallel/shared'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandLine } from '../projects/index.ts'
import { BaseLine, ModeLine, ModelLine } from './beginnings.tsx'
import { ColorLine } from './color-line.tsx'
import { InstructionsLine } from './instructions-line.tsx'
import { StyleLine } from './style-line.tsx'
import { TextLine } from './text-line.tsx'

/** As the server checks it. */
const branchPrefix = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/

export function ProjectPage({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { id, name, path, budgetUsd } = project
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-6 py-6 max-md:px-4">
        <Section title={t('project.look')}>
          <TextLine
            id={id}
            label={t('projects.name')}
            hint={t('project.nameHint')}
            value={name}
            change={(text) => (text !== '' && text.length <= 100 ? { name: text } : null)}
            invalid={t('project.nameInvalid')}
          />
          <ColorLine project={project} />
          <div className="py-3">
            <span className="block pb-1 font-medium">{t('project.path')}</span>
            <CommandLine command={path} label={t('projects.copyPath')} />
          </div>
        </Section>
        <Section title={t('project.beginnings')} lead={t('project.beginningsLead')}>
          <ModelLine project={project} />
          <ModeLine project={project} />
          <WorktreeLines project={project} />
        </Section>
        <Section title={t('project.agents')}>
          <InstructionsLine project={project} />
          <StyleLine project={project} />
          <TextLine
            id={id}
            label={t('project.budget')}
            hint={t('project.budgetHint')}
            value={budgetUsd === null ? '' : String(budgetUsd)}
            inputMode="decimal"
            placeholder={t('budget.none')}
            change={budgetOf}
            invalid={t('budget.invalid')}
          />
        </Section>
      </div>
    </div>
  )
}

/** Where the worktree of a new thread begins, what its branch is called, and where it lies. */
function WorktreeLines({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { id, branchPrefix: prefix, worktreeFolder } = project
  return (
    <>
      <BaseLine project={project} />
      <TextLine
        id={id}
        label={t('project.prefix')}
        hint={t('project.prefixHint')}
        value={prefix}
        mono
        change={(text) => (branchPrefix.test(text) ? { branchPrefix: text } : null)}
        invalid={t('project.prefixInvalid')}
      />
      <TextLine
        id={id}
        label={t('project.worktrees')}
        hint={t('project.worktreesHint')}
        value={worktreeFolder ?? ''}
        mono
        wide
        placeholder={t('project.worktreesUsual')}
        change={(text) => ({ worktreeFolder: text === '' ? null : text })}
      />
    </>
  )
}

/** Empty: no limit. A comma may part dollars from cents, too. */
function budgetOf(text: string): { budgetUsd: number | null } | null {
  const usd = text === '' ? null : Number(text.replace(',', '.'))
  return usd === null || (usd > 0 && usd <= 1_000_000) ? { budgetUsd: usd } : null
}

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-lg font-medium">
        {title}
      </h2>
      {lead && <p className="pt-1 text-sm text-pretty text-muted">{lead}</p>}
      <div className="divide-y divide-line">{children}</div>
    </section>
  )
}
