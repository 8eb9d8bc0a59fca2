// The sections of the settings, in their order. A new one is a file beside this and a line in the list.
import type { ParseKeys } from 'i18next'
import {
  Bell,
  Keyboard,
  Monitor,
  Palette,
  ShieldCheck,
  SlidersHorizontal,
  type LucideIcon,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { About } from './about.tsx'
import { Appearance } from './appearance.tsx'
import { General } from './general.tsx'
import { Keys } from './keys.tsx'
import { Notifications } from './notifications.tsx'
import { Permissions } from './permissions.tsx'

export interface SettingsSection {
  /** Its address below /settings. */
  id: string
  title: ParseKeys
  icon: LucideIcon
  /** What the search finds in it: the place's id on the page, and its words. */
  finds: readonly { id: string; words: ParseKeys }[]
  Body: ComponentType
}

export const settingsSections: readonly [SettingsSection, ...SettingsSection[]] = [
  {
    id: 'general',
    title: 'settings.general.title',
    icon: SlidersHorizontal,
    finds: [
      { id: 'general.language', words: 'settings.general.language' },
      { id: 'general.sendKey', words: 'settings.general.sendKey' },
      { id: 'general.announcements', words: 'settings.general.announcements' },
    ],
    Body: General,
  },
  {
    id: 'appearance',
    title: 'settings.appearance.title',
    icon: Palette,
    finds: [
      { id: 'appearance.theme', words: 'settings.appearance.theme' },
      { id: 'appearance.textSize', words: 'settings.appearance.textSize' },
      { id: 'appearance.density', words: 'settings.appearance.density' },
    ],
    Body: Appearance,
  },
  {
    id: 'keyboard',
    title: 'settings.keyboard.title',
    icon: Keyboard,
    finds: [
      { id: 'keyboard.singleKeys', words: 'settings.keyboard.singleKeys' },
      { id: 'keyboard.bindings', words: 'shortcuts.title' },
    ],
    Body: Keys,
  },
  {
    id: 'notifications',
    title: 'settings.notifications.title',
    icon: Bell,
    finds: [
      { id: 'notifications.needs', words: 'settings.notifications.needs' },
      { id: 'notifications.finished', words: 'settings.notifications.finished' },
      { id: 'notifications.failed', words: 'settings.notifications.failed' },
      { id: 'notifications.sound', words: 'settings.notifications.sound' },
      { id: 'notifications.push', words: 'settings.push.on' },
    ],
    Body: Notifications,
  },
  {
    id: 'permissions',
    title: 'settings.permissions.title',
    icon: ShieldCheck,
    finds: [
      { id: 'permissions.bypass', words: 'settings.permissions.bypass' },
      { id: 'permissions.rules', words: 'rules.title' },
    ],
    Body: Permissions,
  },
  { id: 'about', title: 'settings.about', icon: Monitor, finds: [], Body: About },
]
