// What is said of a character that cannot be seen, which is named in its place.
import { useTranslation } from 'react-i18next'

/** The words for a character by its name, such as `U+202E`. */
export function useHiddenWords(): (sign: string) => string {
  const { t } = useTranslation()
  return (sign) => t('review.hidden', { sign })
}
