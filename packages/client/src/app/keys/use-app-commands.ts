// What can be done on every page: walk the threads, go to who waits, begin one, fold the sidebar, change the theme.
import type { ThreadId } from '@a-parallel/shared'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCommand, useCommandKeys } from '../../features/commands/index.ts'
import { changeSetting, readSettings } from '../../features/settings/index.ts'
import { needing, treeOf, useFolded, walk } from '../../features/threads/index.ts'
import { readIndex } from '../../live/use-index.ts'
import { focusRegion } from '../../ui/layout/regions.ts'
import { landOnCard } from '../attention/land-on-card.ts'
import { useLayout } from '../shell/layout-store.ts'

export function useAppCommands(): void {
  useCommandKeys()
  useGoing()
  useCommand('sidebar', () => {
    const { folded, setFolded } = useLayout.getState()
    setFolded(!folded)
  })
  useCommand('nextRegion', () => focusRegion(1))
  useCommand('previousRegion', () => focusRegion(-1))
  useCommand('theme', () => {
    const { theme } = readSettings().appearance
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    const next = (theme === 'system' ? system : theme) === 'dark' ? 'light' : 'dark'
    void changeSetting('appearance', 'theme', next)
  })
}

function useGoing(): void {
  const navigate = useNavigate()
  const { threadId } = useParams({ strict: false })
  const from = threadId as ThreadId | undefined // The router's parameter of the thread page.
  const show = (to: ThreadId | undefined) => {
    if (to !== undefined) void navigate({ to: '/t/$threadId', params: { threadId: to } })
  }
  const showAsking = (to: ThreadId | undefined) => {
    show(to)
    if (to !== undefined) landOnCard()
  }
  useCommand('newThread', () => void navigate({ to: '/new' }))
  useCommand('overview', () => void navigate({ to: '/' }))
  useCommand('board', () => void navigate({ to: '/', search: { view: 'board' } }))
  useCommand('grid', () => void navigate({ to: '/', search: { view: 'grid' } }))
  useCommand('search', () => void navigate({ to: '/search' }))
  useCommand('usage', () => void navigate({ to: '/usage' }))
  useCommand('settings', () => void navigate({ to: '/settings' }))
  useCommand('inbox', () => void navigate({ to: '/inbox' }))
  useCommand('nextNeed', () => showAsking(walk(needingIds(), from, 1)))
  useCommand('previousNeed', () => showAsking(walk(needingIds(), from, -1)))
  useCommand('nextThread', () => show(walk(listedIds(), from, 1)))
  useCommand('previousThread', () => show(walk(listedIds(), from, -1)))
}

function needingIds(): ThreadId[] {
  const index = readIndex()
  return index.kind === 'ready' ? needing(index.threads).map(({ id }) => id) : []
}

/** As they stand in the sidebar, without those in folded projects. */
function listedIds(): ThreadId[] {
  const index = readIndex()
  if (index.kind !== 'ready') return []
  const { folded } = useFolded.getState()
  return treeOf(index.projects, index.threads)
    .filter(({ project }) => !folded.has(project.id))
    .flatMap(({ threads }) => threads.map(({ id }) => id))
}
