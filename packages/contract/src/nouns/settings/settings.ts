// What a person has set about the product, kept per owner. A section is one schema of its own; each field has its usual
// value in model/settings-defaults.ts, and one that is unknown is dropped.
import { z } from 'zod'
import { AccountsSettings } from './accounts.ts'
import { AgentSettings } from './agents.ts'
import { AppearanceSettings } from './appearance.ts'
import { GeneralSettings } from './general.ts'
import { KeyboardSettings } from './keyboard.ts'
import { LastThreadSettings } from './last-thread.ts'
import { NotificationSettings } from './notifications.ts'
import { PermissionSettings } from './permissions.ts'
import { ReviewSettings } from './review.ts'
import { TrustSettings } from './trust.ts'

export const Settings = z.object({
  general: GeneralSettings,
  appearance: AppearanceSettings,
  keyboard: KeyboardSettings,
  notifications: NotificationSettings,
  permissions: PermissionSettings,
  accounts: AccountsSettings,
  agents: AgentSettings,
  review: ReviewSettings,
  lastThread: LastThreadSettings,
  trust: TrustSettings,
})
export type Settings = z.infer<typeof Settings>

/** Any fields of any sections; the others stay as they are. */
export const SettingsPatch = z
  .object({
    general: GeneralSettings.partial(),
    appearance: AppearanceSettings.partial(),
    keyboard: KeyboardSettings.partial(),
    notifications: NotificationSettings.partial(),
    permissions: PermissionSettings.partial(),
    accounts: AccountsSettings.partial(),
    agents: AgentSettings.partial(),
    review: ReviewSettings.partial(),
    lastThread: LastThreadSettings.partial(),
    trust: TrustSettings.partial(),
  })
  .partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>

/** `was`: what the page held the same fields for. Where one is another by now, nothing is set. */
export const SettingsChange = SettingsPatch.extend({ was: SettingsPatch.optional() })
export type SettingsChange = z.infer<typeof SettingsChange>
