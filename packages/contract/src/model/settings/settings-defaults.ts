// What counts until a person has set it. Plain values: the first page needs them, and no schema.
import type { Settings } from '../../nouns/settings/settings.ts'

export const settingsDefaults: Settings = {
  general: { language: 'system', announcements: 'all', sendKey: 'enter' },
  appearance: { theme: 'system', contrast: 'system', textSize: '100', density: 'comfortable' },
  keyboard: { singleKeys: true, bindings: {} },
  notifications: { needs: true, finished: true, failed: true, sound: false, quiet: null },
  permissions: { bypass: false },
  accounts: { gh: true },
  agents: { program: null, model: null, effort: null, permissionMode: null },
  review: { split: true, wrap: true, ignoreSpace: false, tree: true },
  lastThread: { model: null, effort: null, permissionMode: null },
  trust: { kept: {} },
}
