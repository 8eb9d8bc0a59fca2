// The browser tab's title: how many threads need the person, the page, the product.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNeeding } from '../../features/threads/index.ts'

export function usePageTitle(title: string): void {
  const { t } = useTranslation()
  const waiting = useNeeding().length
  useEffect(() => {
    const who = `${title} · ${t('app.name')}`
    document.title = waiting > 0 ? `(${waiting}) ${who}` : who
  }, [title, waiting, t])
}
