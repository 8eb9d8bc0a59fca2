// Puts a project away and brings it back; each tells its true result, and the way back.
import type { Project } from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'

type Named = Pick<Project, 'id' | 'name'>

const set = ({ id }: Named, archived: boolean, stop: boolean) =>
  callApi('archiveProject', { params: { id }, body: { archived, stop } })

/** Throws the refusal. @param stop whether its threads at work are stopped for it. */
export async function archiveProject(project: Named, stop: boolean): Promise<void> {
  await set(project, true, stop)
  showToast(i18next.t('projects.archiveDone', { name: project.name }), {
    action: { label: i18next.t('threads.undo'), run: () => void bringProjectBack(project) },
  })
}

export async function bringProjectBack(project: Named): Promise<void> {
  try {
    await set(project, false, false)
  } catch (cause) {
    showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
  }
}
