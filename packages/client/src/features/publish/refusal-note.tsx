// Why a piece of work failed, with what git or a hook printed, and what can be done next.
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemValue } from '@a-parallel/shared'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Printed } from './printed.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

type Props = { problem: ProblemValue; onClose: () => void; children?: ReactNode }

/** Refusals of several reasons, each with words of its own. */
const reasoned: ReadonlySet<string> = new Set(['push_refused', 'changed_meanwhile'])

export function RefusalNote({ problem, onClose, children }: Props) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { values = {} } = problem
  const reason = values['reason']
  const text =
    reasoned.has(problem.code) && typeof reason === 'string'
      ? t(`publish.refused.${reason}`, { defaultValue: problem.detail, ...values })
      : words(problem).text
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
      <Printed output={output} omitted={Number(values['omitted'] ?? 0)} />
      {children}
    </div>
  )
}
