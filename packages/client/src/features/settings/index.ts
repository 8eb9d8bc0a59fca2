// The face of settings: what the person has set, changing it, and the lines that screens draw for it.
export { startSettings } from './apply.ts'
export { ChoiceSetting } from './choice-setting.tsx'
export { useSendKey } from './send-key.ts'
export { SettingLine, SettingProblem } from './setting-line.tsx'
export { SwitchSetting } from './switch-setting.tsx'
export { changeSetting, readSettings, useSavingOf, useSettings } from './store.ts'
