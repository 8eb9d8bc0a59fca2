// A secret that stands where others can read it: said beside the field, with where it belongs.
import { useTranslation } from 'react-i18next'
import { openSecrets, type OpenSecrets } from './open-secrets.ts'
import type { Written } from '../written.ts'

/** Nothing where there is none. */
export function OpenSecret({ written, where }: { written: Written; where: keyof OpenSecrets }) {
  const { t } = useTranslation()
  const name = openSecrets(written)[where]
  return (
    <output className="block text-sm text-pretty wrap-anywhere text-need empty:hidden">
      {name !== null && t(`toolServers.openSecret.${where}`, { name })}
    </output>
  )
}
