// What may be wrong with a program that failed: it starts where nothing of a project lies.
import type { ToolServer } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'

export function StartsElsewhere({ server: { transport } }: { server: ToolServer }) {
  const { t } = useTranslation()
  if (transport.type !== 'stdio' || transport.inCheckout) return null
  return <p className="text-xs text-pretty text-muted">{t('toolServers.startsElsewhere')}</p>
}
