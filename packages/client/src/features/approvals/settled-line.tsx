// What became of the card that stood here: it was answered, but not from here.
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { settledWords, type Settled } from './settled-words.ts'

export function SettledLine({ settled }: { settled: Settled }) {
  const { t } = useTranslation()
  const { clock } = useFormat()
  return (
    <output className="block px-1 pb-1.5 text-sm text-muted">
      {settledWords(settled, t, clock)}
    </output>
  )
}
