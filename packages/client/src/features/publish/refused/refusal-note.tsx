// Why a piece of work failed, with what git or a hook printed, and what can be done next.
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemValue } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Printed } from '../work/printed.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

type Props = { problem: ProblemValue; onClose: () => void; children?: ReactNode }

/** Refusals of several reasons, each with words of its own, and where these are. */
const reasoned: Readonly<Record<string, 'refused' | 'unfetched'>> = {
  push_refused: 'refused',
  changed_meanwhile: 'refused',
  fetch_failed: 'unfetched',
}

/** A push that met what this branch was itself came back for another reason than it seems. */
function reasonOf({ values = {} }: ProblemValue): string | null {
  const { reason, ahead, theirs } = values
  if (reason === 'behind' && theirs === 0) return 'rewritten'
  if (reason === 'behind' && typeof theirs === 'number' && theirs !== ahead) return 'mixed'
  return typeof reason === 'string' ? reason : null
}

export function RefusalNote({ problem, onClose, children }: Props) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const format = useFormat()
  const { values = {} } = problem
  const reason = reasonOf(problem)
  const group = reasoned[problem.code]
  const known = words(problem).text
  // Its type is named: made out of each key that there is, it is more than the compiler takes.
  const told: Record<string, string | number> = { context: values['from'] ?? '', ...values }
  const text =
    group !== undefined && reason !== null
      ? t(`publish.${group}.${reason}`, { defaultValue: known, ...told })
      : known
  const listed = (name: string) => format.list(String(values[name]).split('\n'))
  const output = typeof values['output'] === 'string' ? values['output'] : ''
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-fail/40 bg-bg p-2">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 text-sm wrap-anywhere">{text}</p>
        <IconButton
          label={t('publish.dismiss')}
          size="sm"
          icon={<X size={14} aria-hidden />}
          onClick={onClose}
        />
      </div>
      {values['taken'] !== undefined && (
        <p className="text-sm wrap-anywhere">
          {t('publish.partly', { taken: listed('taken'), missing: listed('missing') })}
        </p>
      )}
      {/* Git would say to pull, which would bring the old version back. */}
      {reason !== 'rewritten' && (
        <Printed output={output} omitted={Number(values['omitted'] ?? 0)} />
      )}
      {children}
    </div>
  )
}
