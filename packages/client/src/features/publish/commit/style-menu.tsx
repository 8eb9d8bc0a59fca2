// How messages of commits are worded that agents propose in a project: as its last commits are, or as Conventional Commits.
import type { CommitStyle, ProjectId } from '@a-parallel/shared'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { buttonLook } from '../../../ui/controls/button.tsx'
import { Menu } from '../../../ui/overlays/menu.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'
import { commitStyles, useProjects } from '../../projects/index.ts'

export function StyleMenu({ projectId }: { projectId: ProjectId }) {
  const { t } = useTranslation()
  const project = useProjects().find(({ id }) => id === projectId)
  if (!project) return null
  const label = t('publish.style.label')
  return (
    <Menu
      label={label}
      align="start"
      side="top"
      trigger={<ChevronDown size={14} aria-hidden />}
      triggerClassName={buttonLook({ weight: 'quiet', size: 'sm', className: 'px-1' })}
      entries={[
        {
          kind: 'choice',
          id: 'style',
          label,
          value: project.commitStyle,
          options: commitStyles.map((style) => ({
            value: style,
            label: t(`publish.style.${style}`),
            detail: t(`publish.style.${style}Detail`),
          })),
          onChange: (chosen) => {
            const style = commitStyles.find((known) => known === chosen)
            if (style) void choose(projectId, style)
          },
        },
      ]}
    />
  )
}

/** For all threads of the project, from the next proposal on; one that could not be kept says why. */
async function choose(id: ProjectId, commitStyle: CommitStyle): Promise<void> {
  try {
    await callApi('changeProject', { params: { id }, body: { commitStyle } })
  } catch (cause) {
    showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
  }
}
