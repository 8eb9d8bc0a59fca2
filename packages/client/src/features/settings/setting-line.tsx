// One setting: its name and what it does, the control, and whether the last change was kept.
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemWords } from '../../words/problem-text.ts'
import { nameOf, type Section } from './patch.ts'
import { useHeld, type Saving } from './store.ts'

export type SettingLineProps = {
  section: Section
  field: string
  label: string
  hint?: ReactNode
  /** The control; it bears the label as its own name. */
  children: ReactNode
}

export function SettingLine({ section, field, label, hint, children }: SettingLineProps) {
  const name = nameOf({ section, field })
  const saving = useHeld((state) => state.saving[name])
  return (
    <div
      id={name}
      tabIndex={-1}
      className="flex scroll-mt-4 flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 outline-none target:bg-selected"
    >
      <div className="min-w-0 flex-1 basis-56">
        <span aria-hidden className="block font-medium">
          {label}
        </span>
        {hint !== undefined && <span className="block text-sm text-pretty text-muted">{hint}</span>}
      </div>
      <div className="flex max-w-full items-center">
        <SavedMark saving={saving} />
        {children}
      </div>
      <SettingProblem section={section} field={field} />
    </div>
  )
}

function SavedMark({ saving }: { saving: Saving | undefined }) {
  const { t } = useTranslation()
  return (
    <output className="text-xs text-muted">
      {saving === 'saved' && (
        <span className="flex items-center gap-1 pe-2">
          <Check size={12} aria-hidden />
          {t('settings.saved')}
        </span>
      )}
    </output>
  )
}

/** Why the last change of a field was not kept, where it was not. */
export function SettingProblem({ section, field }: { section: Section; field: string }) {
  const name = nameOf({ section, field })
  const saving = useHeld((state) => state.saving[name])
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <p role="alert" className="basis-full text-sm text-fail empty:hidden">
      {typeof saving === 'object' && t('settings.notSaved', { why: words(saving).text })}
    </p>
  )
}
