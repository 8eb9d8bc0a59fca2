// The words that copied texts and diagrams take. One stable object per language.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export function useCopyLabels() {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      copy: t('app.copy'),
      copied: t('app.copied'),
      diagram: t('transcript.diagram.name'),
      diagramSource: t('transcript.diagram.source'),
      brokenDiagram: t('transcript.diagram.broken'),
    }),
    [t],
  )
}
