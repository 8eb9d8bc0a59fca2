// Every address of the app. Only the overview is in the first download; the other screens load when gone to.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { searchAsk } from '../features/search/index.ts'
import { overviewSearch } from '../features/threads/index.ts'
import { beginUsage, usageSearch } from '../features/usage/index.ts'
import { beginChanges } from './early.ts'
import { OverviewScreen } from './screens/overview.tsx'
import { NothingHere, PageError } from './shell/page-error.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NothingHere })

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: overviewSearch,
  component: OverviewScreen,
})
const grid = createRoute({
  getParentRoute: () => root,
  path: '/grid',
  validateSearch: overviewSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/', search: { ...search, view: 'grid' }, replace: true })
  },
})
const newThread = createRoute({
  getParentRoute: () => root,
  path: '/new',
  validateSearch: (search: Record<string, unknown>): { project?: string } =>
    typeof search.project === 'string' ? { project: search.project } : {},
  component: lazyRouteComponent(() => import('./screens/new-thread.tsx'), 'NewThreadScreen'),
})
const thread = createRoute({
  getParentRoute: () => root,
  path: '/t/$threadId',
  validateSearch: threadSearch,
  beforeLoad: ({ cause, params, search }) => {
    if (cause === 'enter' && search.panel === 'review') beginChanges(params.threadId, search)
  },
  component: lazyRouteComponent(() => import('./screens/thread.tsx'), 'ThreadScreen'),
})
/**
 * `item`, `file`, `line`: what a link leads to, in the conversation, and in the changes or the file beside it; `at`: when the
 * item was said, should it be gone; `port`: what is served.
 */
type ThreadSearch = {
  item?: string
  at?: string
  panel?: 'review' | 'file' | 'preview'
  scope?: string
  file?: string
  line?: number
  port?: number
}

const panels = ['review', 'file', 'preview'] as const

function threadSearch(said: Record<string, unknown>): ThreadSearch {
  const { item, at, scope, file, line, port } = said
  const panel = panels.find((one) => one === said['panel'])
  // A name such as 7 is read as a number.
  const path = typeof file === 'number' || typeof file === 'boolean' ? String(file) : file
  return {
    ...(typeof item === 'string' && { item }),
    ...(typeof at === 'string' && !Number.isNaN(Date.parse(at)) && { at }),
    ...(panel && { panel }),
    ...(typeof scope === 'string' && { scope }),
    ...(typeof path === 'string' && { file: path }),
    ...(Number.isSafeInteger(line) && Number(line) > 0 && { line: Number(line) }),
    ...(Number.isSafeInteger(port) && Number(port) > 0 && { port: Number(port) }),
  }
}

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./screens/inbox.tsx'), 'InboxScreen'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./screens/welcome.tsx'), 'WelcomeScreen'),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings.tsx'), 'SettingsScreen'),
})
const settingsSection = createRoute({
  getParentRoute: () => root,
  path: '/settings/$section',
  component: lazyRouteComponent(() => import('./screens/settings.tsx'), 'SettingsScreen'),
})
const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: searchAsk,
  component: lazyRouteComponent(() => import('./screens/search.tsx'), 'SearchScreen'),
})
const usage = createRoute({
  getParentRoute: () => root,
  path: '/usage',
  validateSearch: usageSearch,
  beforeLoad: ({ search }) => beginUsage(search),
  component: lazyRouteComponent(() => import('./screens/usage.tsx'), 'UsageScreen'),
})
const project = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('./screens/project/general.tsx'), 'ProjectScreen'),
})
const trust = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectId/trust',
  component: lazyRouteComponent(() => import('./screens/project/trust.tsx'), 'TrustScreen'),
})

const projectSetup = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectId/setup',
  component: lazyRouteComponent(() => import('./screens/project/setup.tsx'), 'SetupScreen'),
})

const projectSessions = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectId/sessions',
  component: lazyRouteComponent(() => import('./screens/project/sessions.tsx'), 'SessionsScreen'),
})
const projectSession = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectId/sessions/$sessionId',
  component: lazyRouteComponent(() => import('./screens/project/session.tsx'), 'SessionScreen'),
})

/** The app's router. Screens are drawn inside the shell, and a failing one is replaced by PageError. */
export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    grid,
    newThread,
    thread,
    inbox,
    welcome,
    settings,
    settingsSection,
    project,
    trust,
    search,
    usage,
    projectSetup,
    projectSessions,
    projectSession,
  ]),
  defaultErrorComponent: PageError,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
