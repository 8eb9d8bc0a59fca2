// One field of a project: its name and what it is for, the control, and whether the last change was kept.
import { cx } from 'class-variance-authority'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Saved } from './use-saving.ts'

export type FieldLineProps = Saved & {
  label: string
  hint: string
  /** The control takes the whole width, below its name. */
  wide?: boolean
  /** The control; it bears the label as its own name. */
  children: ReactNode
}

export function FieldLine({ label, hint, saved, error, wide = false, children }: FieldLineProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className={cx('min-w-0 flex-1', wide ? 'basis-full' : 'basis-56')}>
        <span className="flex items-center gap-2">
          <span aria-hidden className="font-medium">
            {label}
          </span>
          <output className="flex items-center gap-1 text-xs text-muted">
            {saved && (
              <>
                <Check size={12} aria-hidden />
                {t('settings.saved')}
              </>
            )}
          </output>
        </span>
        <span className="block text-sm text-pretty text-muted">{hint}</span>
      </div>
      <div className={cx('max-w-full min-w-0', wide ? 'basis-full' : 'max-sm:basis-full')}>
        {children}
      </div>
      <p role="alert" className="basis-full text-sm text-fail empty:hidden">
        {error}
      </p>
    </div>
  )
}
