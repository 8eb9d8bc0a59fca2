// The sections of the settings, in their order. A new one is a file beside this and a line in the list.
import type { ParseKeys } from 'i18next'
import {
  ArchiveRestore,
  Bell,
  Bot,
  FolderGit2,
  HardDrive,
  Keyboard,
  Monitor,
  Palette,
  Plug,
  ShieldCheck,
  SlidersHorizontal,
  Sparkles,
  UserRound,
  type LucideIcon,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { AgentsSection } from '../../../features/agents/index.ts'
import { SkillsPage } from '../../../features/skills/index.ts'
import { ToolServerList } from '../../../features/tool-servers/index.ts'
import { About } from './about.tsx'
import { Accounts } from './accounts.tsx'
import { Appearance } from './appearance.tsx'
import { Data } from './data.tsx'
import { DiskSection } from './disk.tsx'
import { General } from './general.tsx'
import { Keys } from './keys.tsx'
import { Notifications } from './notifications.tsx'
import { Permissions } from './permissions.tsx'
import { Projects } from './projects.tsx'

/** Where a setting stands on its page. */
interface Place {
  id: string
  /** What the search finds it by. */
  words: ParseKeys
}

export interface SettingsSection {
  /** Its address below /settings. */
  id: string
  title: ParseKeys
  icon: LucideIcon
  finds: readonly Place[]
  Body: ComponentType
}

type PlaceId = ParseKeys extends infer Key
  ? Key extends `settings.${infer Id}`
    ? Id
    : never
  : never

/** Places whose words are called as they are. */
const places = (...ids: PlaceId[]): Place[] =>
  ids.map((id) => ({ id, words: `settings.${id}` as const }))

export const settingsSections: readonly [SettingsSection, ...SettingsSection[]] = [
  {
    id: 'general',
    title: 'settings.general.title',
    icon: SlidersHorizontal,
    finds: places('general.language', 'general.sendKey', 'general.announcements'),
    Body: General,
  },
  {
    id: 'appearance',
    title: 'settings.appearance.title',
    icon: Palette,
    finds: places(
      'appearance.theme',
      'appearance.contrast',
      'appearance.textSize',
      'appearance.density',
    ),
    Body: Appearance,
  },
  {
    id: 'keyboard',
    title: 'settings.keyboard.title',
    icon: Keyboard,
    finds: [
      ...places('keyboard.singleKeys'),
      { id: 'keyboard.bindings', words: 'shortcuts.title' },
    ],
    Body: Keys,
  },
  {
    id: 'notifications',
    title: 'settings.notifications.title',
    icon: Bell,
    finds: [
      ...places(
        'notifications.needs',
        'notifications.finished',
        'notifications.failed',
        'notifications.sound',
      ),
      { id: 'notifications.push', words: 'settings.push.on' },
    ],
    Body: Notifications,
  },
  {
    id: 'agents',
    title: 'agents.title',
    icon: Bot,
    finds: [
      { id: 'agents.program', words: 'agents.program' },
      { id: 'agents.signIn', words: 'agents.signIn' },
      { id: 'agents.model', words: 'agents.model' },
      { id: 'agents.effort', words: 'agents.effort' },
      { id: 'agents.permissionMode', words: 'agents.mode' },
      { id: 'agents.models', words: 'agents.models' },
    ],
    Body: AgentsSection,
  },
  {
    id: 'permissions',
    title: 'settings.permissions.title',
    icon: ShieldCheck,
    finds: [...places('permissions.bypass'), { id: 'permissions.rules', words: 'rules.title' }],
    Body: Permissions,
  },
  {
    id: 'skills',
    title: 'skills.title',
    icon: Sparkles,
    finds: [{ id: 'skills.add', words: 'skills.add' }],
    Body: SkillsPage,
  },
  {
    id: 'mcp',
    title: 'toolServers.title',
    icon: Plug,
    finds: [{ id: 'toolServers.list', words: 'toolServers.add' }],
    Body: ToolServerList,
  },
  {
    id: 'projects',
    title: 'settings.projects.title',
    icon: FolderGit2,
    finds: places('projects.inUse', 'projects.away'),
    Body: Projects,
  },
  {
    id: 'accounts',
    title: 'accounts.section',
    icon: UserRound,
    finds: [
      { id: 'accounts.list', words: 'accounts.title' },
      { id: 'accounts.gh', words: 'accounts.gh' },
    ],
    Body: Accounts,
  },
  {
    id: 'disk',
    title: 'disk.title',
    icon: HardDrive,
    finds: [{ id: 'disk.worktrees', words: 'disk.kinds.thread' }],
    Body: DiskSection,
  },
  {
    id: 'data',
    title: 'settings.data',
    icon: ArchiveRestore,
    finds: [
      { id: 'data.backups', words: 'backups.title' },
      { id: 'data.trash', words: 'trash.title' },
      { id: 'data.removed', words: 'erasure.title' },
    ],
    Body: Data,
  },
  { id: 'about', title: 'settings.about', icon: Monitor, finds: [], Body: About },
]
