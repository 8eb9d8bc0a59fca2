// Puts the settings that concern the whole page into effect: look and language, before the first paint and after each change.
import type { Settings } from '@a-parallel/shared'
import { hub } from '../../live/live.ts'
import { setAnnouncing } from '../../ui/display/announcer.tsx'
import { setLanguage } from '../../words/i18n.ts'
import { hearSettings, readSettings, useHeld } from './store.ts'

/** Call once, before rendering. Resolves when the words are there. */
export async function startSettings(): Promise<void> {
  look(readSettings())
  setAnnouncing(readSettings().general.announcements)
  useHeld.subscribe(({ settings }, before) => {
    if (settings.appearance !== before.settings.appearance) look(settings)
    setAnnouncing(settings.general.announcements)
    if (settings.general.language !== before.settings.general.language)
      void setLanguage(settings.general.language)
  })
  wantsContrast().addEventListener('change', () => look(readSettings()))
  hub.index.subscribe((state, before) => {
    if (state.kind !== 'ready') return
    if (before.kind !== 'ready' || before.settings !== state.settings) hearSettings(state.settings)
  })
  await setLanguage(readSettings().general.language)
}

const wantsContrast = () => matchMedia('(prefers-contrast: more)')

function look({ appearance: { theme, contrast, textSize, density } }: Settings): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  const isHigh = contrast === 'high' || (contrast === 'system' && wantsContrast().matches)
  if (isHigh) root.dataset.contrast = 'high'
  else delete root.dataset.contrast
  root.dataset.density = density
  root.style.setProperty('--ui-scale', String(Number(textSize) / 100))
}
