// What an image is called: its file's name, or its place where it has none.
import { useTranslation } from 'react-i18next'

export function useNameOf(): (image: { name: string }, index: number) => string {
  const { t } = useTranslation()
  return ({ name }, index) => name || t('images.nameless', { number: index + 1 })
}
