// What of each section of the settings a search finds, and by which words: what a setting is called, what can be chosen or done
// there, and what is said about it. A text with a gap (`{{…}}`) does not belong here.
import type { ParseKeys } from 'i18next'

/** Where a setting stands on its page. */
export interface Place {
  id: string
  /** What it is called. */
  words: ParseKeys
  /** What else it is found by, the shortest first. */
  also: readonly ParseKeys[]
}

type PlaceId = ParseKeys extends infer Key
  ? Key extends `settings.${infer Id}`
    ? Id
    : never
  : never

/** One whose words are called as it is. */
const place = (id: PlaceId, ...also: ParseKeys[]): Place => ({ id, words: `settings.${id}`, also })

const general = [
  place('general.language', 'settings.general.browserLanguage'),
  place('general.sendKey', 'settings.general.sendKeyHint'),
  place(
    'general.announcements',
    'settings.general.say.all',
    'settings.general.say.attention',
    'settings.general.say.none',
    'settings.general.announcementsHint',
  ),
]

const appearance = [
  place('appearance.theme', 'theme.system', 'theme.light', 'theme.dark'),
  place(
    'appearance.contrast',
    'settings.appearance.contrastOf.system',
    'settings.appearance.contrastOf.usual',
    'settings.appearance.contrastOf.high',
    'settings.appearance.contrastHint',
  ),
  place('appearance.textSize'),
  place(
    'appearance.density',
    'settings.appearance.comfortable',
    'settings.appearance.compact',
    'settings.appearance.densityHint',
  ),
]

const keyboard: Place[] = [
  place('keyboard.singleKeys', 'settings.keyboard.singleKeysHint'),
  {
    id: 'keyboard.bindings',
    words: 'shortcuts.title',
    also: [
      'settings.keyboard.change',
      'settings.keyboard.export',
      'settings.keyboard.import',
      'settings.keyboard.resetAll',
    ],
  },
]

const notifications: Place[] = [
  place('notifications.needs', 'settings.notifications.needsHint'),
  place('notifications.finished', 'settings.notifications.finishedHint'),
  place('notifications.failed', 'settings.notifications.failedHint'),
  place('notifications.sound', 'settings.notifications.soundHint'),
  place('notifications.quiet', 'settings.notifications.quietHint'),
  {
    id: 'notifications.push',
    words: 'settings.push.on',
    also: [
      'settings.push.title',
      'settings.push.others',
      'settings.push.try',
      'settings.push.onHint',
    ],
  },
]

const agents: Place[] = [
  {
    id: 'agents.program',
    words: 'agents.program',
    also: ['agents.check', 'agents.findItself', 'agents.programHint'],
  },
  {
    id: 'agents.signIn',
    words: 'agents.signIn',
    also: [
      'agents.way.subscription.title',
      'agents.way.token.title',
      'agents.way.apiKey.title',
      'agents.way.bedrock.title',
      'agents.way.vertex.title',
      'agents.way.gateway.title',
    ],
  },
  { id: 'agents.model', words: 'agents.model', also: ['agents.beginnings'] },
  {
    id: 'agents.effort',
    words: 'agents.effort',
    also: ['effort.low', 'effort.medium', 'effort.high', 'effort.xhigh', 'effort.max'],
  },
  {
    id: 'agents.permissionMode',
    words: 'agents.mode',
    also: ['modes.plan', 'modes.confirmEdit', 'modes.autoEdit', 'modes.bypass'],
  },
  { id: 'agents.models', words: 'agents.models', also: [] },
]

const permissions: Place[] = [
  place('permissions.bypass', 'settings.permissions.bypassHint'),
  { id: 'permissions.rules', words: 'rules.title', also: ['rules.intro'] },
]

const skills: Place[] = [
  {
    id: 'skills.add',
    words: 'skills.add',
    also: ['skills.ways.archive', 'skills.ways.folder', 'skills.ways.git', 'skills.ways.write'],
  },
]

const mcp: Place[] = [
  {
    id: 'toolServers.list',
    words: 'toolServers.add',
    also: ['toolServers.test', 'toolServers.byJson', 'toolServers.hint'],
  },
]

const projects: Place[] = [
  place('projects.inUse', 'nav.addProject'),
  place('projects.away', 'settings.projects.noneAway'),
  place(
    'projects.each',
    'project.model',
    'project.mode',
    'project.budget',
    'project.base',
    'project.prefix',
    'project.color',
    'project.setup',
    'project.worktrees',
    'project.instructions',
    'settings.projects.eachHint',
  ),
]

const accounts: Place[] = [
  {
    id: 'accounts.list',
    words: 'accounts.title',
    also: ['accounts.add', 'accounts.tokenLabel', 'accounts.hint'],
  },
  { id: 'accounts.gh', words: 'accounts.gh', also: ['accounts.ghHint'] },
]

const disk: Place[] = [
  {
    id: 'disk.worktrees',
    words: 'disk.kinds.thread',
    also: [
      'disk.measure',
      'disk.kinds.ready',
      'disk.kinds.orphan',
      'disk.kinds.foreign',
      'disk.kinds.gone',
      'disk.details.thread',
    ],
  },
]

const data: Place[] = [
  {
    id: 'data.backups',
    words: 'backups.title',
    also: ['backups.now', 'backups.restore', 'backups.file', 'backups.detail'],
  },
  { id: 'data.trash', words: 'trash.title', also: ['trash.emptyAll', 'trash.detail'] },
  { id: 'data.removed', words: 'erasure.title', also: ['erasure.erase', 'erasure.detail'] },
  {
    id: 'data.export',
    words: 'export.title',
    also: ['export.markdown', 'export.json', 'export.detail'],
  },
]

const about: Place[] = [
  { id: 'about.checks', words: 'settings.checks', also: ['welcome.recheck'] },
  { id: 'about.signOut', words: 'settings.signOut', also: [] },
]

/** By the section’s address. */
export const places = {
  general,
  appearance,
  keyboard,
  notifications,
  agents,
  permissions,
  skills,
  mcp,
  projects,
  accounts,
  disk,
  data,
  about,
} as const satisfies Record<string, readonly Place[]>
