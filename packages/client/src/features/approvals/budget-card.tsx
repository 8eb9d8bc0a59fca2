// A budget is used up: nothing more is spent until it is raised, or the thread is stopped. 1 raises, 4 stops.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BudgetStop, ProblemValue, ThreadView } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { isComposing } from '../../ui/controls/text-area.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { CardFrame } from './card-frame.tsx'
import { useGuard } from './guard.ts'

type BudgetCardProps = { view: ThreadView; stop: BudgetStop }

export function BudgetCard({ view, stop }: BudgetCardProps) {
  const { t } = useTranslation()
  const { dollars } = useFormat()
  const [guarded, place] = useGuard()
  const [text, setText] = useState(offered(stop))
  const { doing, problem, act } = useActing()
  const raise = () => guarded(() => act('raise', () => raised(view, stop, Number(text))))
  const halt = () =>
    guarded(() => act('stop', () => callApi('stopThread', { params: { id: view.id } })))
  const values = { spent: dollars(stop.spentUsd), budget: dollars(stop.budgetUsd) }
  const big = 'max-sm:min-h-12'
  return (
    <CardFrame
      kind="budget"
      title={t('budget.reached')}
      problem={problem}
      place={place}
      keys={{ 1: raise, 4: halt }}
      buttons={
        <div className="grid grid-cols-2 gap-2 sm:flex sm:items-center">
          <Button
            weight="primary"
            busy={doing === 'raise'}
            disabled={doing === 'stop' || !(Number(text) > 0)}
            onClick={raise}
            className={`${big} max-sm:order-2`}
          >
            {t('budget.raise')}{' '}
            <Kbd keys="1" className="border-current! text-current! max-sm:hidden" />
          </Button>
          <Button
            busy={doing === 'stop'}
            disabled={doing === 'raise'}
            onClick={halt}
            className={`${big} max-sm:order-1`}
          >
            {t('budget.stop')} <Kbd keys="4" className="max-sm:hidden" />
          </Button>
        </div>
      }
    >
      <p className="mb-3 text-pretty text-muted">
        {t(stop.scope === 'thread' ? 'budget.reachedThread' : 'budget.reachedProject', values)}
      </p>
      <div className="max-w-48">
        <TextField
          label={t('budget.new')}
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value.replace(',', '.'))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event)) return
            event.preventDefault()
            raise()
          }}
        />
      </div>
    </CardFrame>
  )
}

/** Twice of what was spent, in whole dollars. */
const offered = ({ spentUsd, budgetUsd }: BudgetStop): string =>
  String(Math.ceil(Math.max(spentUsd, budgetUsd) * 2))

/** The server lets the thread, or all threads of the project, go on by itself. */
function raised({ id, projectId }: ThreadView, { scope }: BudgetStop, budgetUsd: number) {
  return scope === 'thread'
    ? callApi('changeThread', { params: { id }, body: { budgetUsd } })
    : callApi('changeProject', { params: { id: projectId }, body: { budgetUsd } })
}

function useActing() {
  const [doing, setDoing] = useState<'raise' | 'stop'>()
  const [problem, setProblem] = useState<ProblemValue | null>(null)
  const act = (what: 'raise' | 'stop', run: () => Promise<unknown>) => {
    if (doing) return
    setDoing(what)
    setProblem(null)
    run()
      .catch((cause: unknown) => setProblem(problemOf(cause)))
      .finally(() => setDoing(undefined))
  }
  return { doing, problem, act }
}
