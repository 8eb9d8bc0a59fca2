// What is wrong with a recipe, by line and column; where there is an editor, each leads to its place in it.
import type { RecipeFault } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'

export type FaultListProps = {
  faults: readonly RecipeFault[]
  /** Goes to the place of a fault. */
  onGo?: (fault: RecipeFault) => void
  id?: string
}

export function FaultList({ faults, onGo, id }: FaultListProps) {
  const { t } = useTranslation()
  return (
    <ul id={id} className="flex flex-col gap-1">
      {faults.map((fault) => {
        const { line, column, path, code, said } = fault
        const place = t('preparation.place', { line, column })
        return (
          <li key={`${line} ${column} ${path} ${code}`} className="flex flex-wrap gap-x-2 text-sm">
            {onGo ? (
              <button
                type="button"
                onClick={() => onGo(fault)}
                className="rounded-sm text-fail underline underline-offset-2 touch-target"
              >
                {place}
              </button>
            ) : (
              <span className="text-fail">{place}</span>
            )}
            {path !== '' && <code className="wrap-anywhere">{path}</code>}
            <span className="min-w-0 wrap-anywhere">
              {t(`preparation.fault.${code}`, { said })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
