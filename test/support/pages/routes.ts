// Every address of the app, one line each: whoever adds a route adds it here, and it is looked at in every language, in
// light and dark, wide and narrow, and in the test language. `shows` must be found whatever the language is.

export interface Route {
  name: string
  /** `:finished` and so on are threads of that kind (see scene-threads.ts), `:project` is theirs, `:session` one held in it. */
  path: string
  /** What is there once the screen is: a selector of Playwright's. */
  shows: string
}

const git = 'main >> text=/G[ií]t 2/'

export const routes: readonly Route[] = [
  { name: 'the overview', path: '/', shows: 'main >> text=Clean up' },
  { name: 'the board', path: '/?view=board', shows: 'main >> text=Clean up' },
  { name: 'the grid', path: '/grid', shows: 'main >> text=Clean up' },
  { name: 'the inbox', path: '/inbox', shows: 'main >> text=Clean up' },
  { name: 'the search', path: '/search?q=clean', shows: 'main li >> text=Clean up' },
  {
    name: 'a search that finds more',
    path: '/search?q=shelf',
    shows: 'main li + li >> text=sticker',
  },
  {
    name: 'a search that finds nothing',
    path: '/search?q=quokka&author=agent',
    shows: 'main output',
  },
  { name: 'what was used', path: '/usage?range=7d', shows: 'main figure svg' },
  {
    name: 'what each thread used',
    path: '/usage?by=thread',
    shows: 'main table >> text=Mend the total',
  },
  {
    name: 'what was used, in numbers',
    path: '/usage?range=52w&by=model&as=table',
    shows: 'main table',
  },
  { name: 'a new thread', path: '/new', shows: 'main textarea' },
  { name: 'the welcome', path: '/welcome', shows: git },
  { name: 'the list of the settings', path: '/settings', shows: 'main input[type=search]' },
  { name: 'the general settings', path: '/settings/general', shows: 'main select' },
  { name: 'the look', path: '/settings/appearance', shows: 'main select' },
  { name: 'the keys', path: '/settings/keyboard', shows: 'main kbd' },
  { name: 'the agents', path: '/settings/agents', shows: 'main select' },
  { name: 'the permissions', path: '/settings/permissions', shows: 'main [role=switch]' },
  { name: 'the notifications', path: '/settings/notifications', shows: 'main [role=switch]' },
  { name: 'the skills', path: '/settings/skills', shows: 'main section h3' },
  { name: 'the tool servers', path: '/settings/mcp', shows: 'main li [role=switch]' },
  { name: 'the projects', path: '/settings/projects', shows: 'main li >> text=shop' },
  { name: 'what worktrees take', path: '/settings/disk', shows: 'main li >> text=Clean up' },
  { name: 'what is kept', path: '/settings/data', shows: 'main section h3' },
  { name: 'the accounts', path: '/settings/accounts', shows: 'main form input' },
  { name: 'the machine', path: '/settings/about', shows: git },
  { name: 'a project', path: '/projects/:project', shows: 'main textarea' },
  { name: 'what a project brings', path: '/projects/:project/trust', shows: 'main output' },
  {
    name: 'how worktrees are made ready',
    path: '/projects/:project/setup',
    shows: 'main textarea',
  },
  { name: 'the sessions', path: '/projects/:project/sessions', shows: 'main [data-session]' },
  {
    name: 'a session',
    path: '/projects/:project/sessions/:session',
    shows: 'main >> text=Prices are rounded',
  },
  { name: 'an address with nothing at it', path: '/no/such/page', shows: 'main h1, main p' },
  { name: 'a finished thread', path: '/t/:finished', shows: 'main >> text=What I found' },
  {
    name: 'its changes',
    path: '/t/:finished?panel=review&scope=branch',
    shows: 'section >> text=notes.md',
  },
  {
    name: 'a file',
    path: '/t/:finished?panel=file&file=cart.js',
    shows: 'section [data-number="1"]',
  },
  { name: 'a permission', path: '/t/:permission', shows: '[data-approval-card]' },
  { name: 'a plan', path: '/t/:plan', shows: '[data-approval-card]' },
  { name: 'a question', path: '/t/:question', shows: '[data-approval-card]' },
  { name: 'a subagent at work', path: '/t/:busy', shows: 'main >> text=Run the tests of the cart' },
  { name: 'messages that wait', path: '/t/:queued', shows: 'main li >> text=And print them' },
  { name: 'a thread that failed', path: '/t/:failed', shows: 'main section >> text=not countable' },
  {
    name: 'the commits of a branch',
    path: '/t/:failed?panel=review&scope=history',
    shows: '#review [role=list] >> text=Count the paper',
  },
  { name: 'a thread that reached its budget', path: '/t/:spent', shows: 'main section input' },
  {
    name: 'a thread that goes on with a session',
    path: '/t/:continued',
    shows: 'main >> text=sticker 420',
  },
  { name: 'a parked thread', path: '/t/:parked', shows: 'main li >> text=And ink' },
]
