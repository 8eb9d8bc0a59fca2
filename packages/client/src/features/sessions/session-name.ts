// What a session is called: by its name, by what its first message begins with, or by nothing.
import type { Session } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'

export function useSessionName(): (session: Pick<Session, 'title' | 'opening'>) => string {
  const { t } = useTranslation()
  return ({ title, opening }) => title ?? (opening || t('sessions.unnamed'))
}
