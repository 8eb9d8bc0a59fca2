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
import { places, type Place } from './find/places.ts'
import { General } from './general.tsx'
import { Keys } from './keys.tsx'
import { Notifications } from './notifications.tsx'
import { Permissions } from './permissions.tsx'
import { Projects } from './projects.tsx'

export interface SettingsSection {
  /** Its address below /settings. */
  id: string
  title: ParseKeys
  icon: LucideIcon
  finds: readonly Place[]
  Body: ComponentType
}

export const settingsSections: readonly [SettingsSection, ...SettingsSection[]] = [
  {
    id: 'general',
    title: 'settings.general.title',
    icon: SlidersHorizontal,
    finds: places.general,
    Body: General,
  },
  {
    id: 'appearance',
    title: 'settings.appearance.title',
    icon: Palette,
    finds: places.appearance,
    Body: Appearance,
  },
  {
    id: 'keyboard',
    title: 'settings.keyboard.title',
    icon: Keyboard,
    finds: places.keyboard,
    Body: Keys,
  },
  {
    id: 'notifications',
    title: 'settings.notifications.title',
    icon: Bell,
    finds: places.notifications,
    Body: Notifications,
  },
  {
    id: 'agents',
    title: 'agents.title',
    icon: Bot,
    finds: places.agents,
    Body: AgentsSection,
  },
  {
    id: 'permissions',
    title: 'settings.permissions.title',
    icon: ShieldCheck,
    finds: places.permissions,
    Body: Permissions,
  },
  {
    id: 'skills',
    title: 'skills.title',
    icon: Sparkles,
    finds: places.skills,
    Body: SkillsPage,
  },
  {
    id: 'mcp',
    title: 'toolServers.title',
    icon: Plug,
    finds: places.mcp,
    Body: ToolServerList,
  },
  {
    id: 'projects',
    title: 'settings.projects.title',
    icon: FolderGit2,
    finds: places.projects,
    Body: Projects,
  },
  {
    id: 'accounts',
    title: 'accounts.section',
    icon: UserRound,
    finds: places.accounts,
    Body: Accounts,
  },
  {
    id: 'disk',
    title: 'disk.title',
    icon: HardDrive,
    finds: places.disk,
    Body: DiskSection,
  },
  {
    id: 'data',
    title: 'settings.data',
    icon: ArchiveRestore,
    finds: places.data,
    Body: Data,
  },
  { id: 'about', title: 'settings.about', icon: Monitor, finds: places.about, Body: About },
]
