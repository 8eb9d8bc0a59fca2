// What an agent's context is filled with, where it is summed up by itself, and the way to do that now.
import { Shrink } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lastBegun, threadStatus } from '@a-parallel/contract/model'
import type { Context, ContextMeasure, ThreadId, ThreadView } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

const busy = new Set(['running', 'waiting', 'pending'])

export function ContextPanel({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const { id, context } = view
  const [problem, setProblem] = useState<string>()
  const words = useProblemWords()
  const refused = (cause: unknown) => setProblem(words(problemOf(cause)).text)
  useMeasured(id, refused)
  const atWork = busy.has(threadStatus(view))
  const compact = () => {
    setProblem(undefined)
    const body = { id: crypto.randomUUID(), text: '/compact' }
    callApi('sendMessage', { params: { id }, body }).catch(refused)
  }
  return (
    <div className="flex min-w-0 flex-col gap-3 text-base">
      <div>
        <p className="font-medium">{t('context.title')}</p>
        <p className="text-sm text-muted">{t('context.detail')}</p>
      </div>
      {context ? (
        <Filled context={context} current={lastBegun(view)?.id} />
      ) : (
        <p className="text-sm">{t('context.unmeasured')}</p>
      )}
      {!view.archived && (
        <div className="flex flex-col items-start gap-1">
          <Button
            size="sm"
            icon={<Shrink size={14} aria-hidden />}
            disabled={atWork}
            aria-describedby={atWork ? 'compact-why' : undefined}
            onClick={compact}
          >
            {t('context.compact')}
          </Button>
          <p id="compact-why" className="text-xs text-muted">
            {t(atWork ? 'context.busy' : 'context.compactDetail')}
          </p>
        </div>
      )}
      {problem && <p className="text-sm text-fail">{problem}</p>}
    </div>
  )
}

/** Asked when it is looked at: the agent counts it by many small requests. */
function useMeasured(id: ThreadId, refused: (cause: unknown) => void): void {
  useEffect(() => {
    callApi('measureContext', { params: { id } }).catch(refused)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each time it is opened
  }, [id])
}

/** @param current the turn that began last. */
function Filled({ context, current }: { context: Context; current: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tokens, window, measured } = context
  const amounts = { used: format.compact(tokens), window: format.compact(window) }
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <p className="text-sm tabular-nums">{t('context.used', amounts)}</p>
        <Bar context={context} />
        {measured?.compactAt && (
          <p className="text-xs text-muted">
            {t('context.compactsAt', { tokens: format.compact(measured.compactAt) })}
          </p>
        )}
      </div>
      {measured && <Parts measured={measured} />}
      {measured && measured.turnId !== current && (
        <p className="text-xs text-muted">
          {t('context.asOf', { time: format.dayClock(Date.parse(measured.at)) })}
        </p>
      )}
    </>
  )
}

const colours: Record<ContextMeasure['parts'][number]['kind'], string> = {
  'system-prompt': 'bg-muted',
  'system-tools': 'bg-setup',
  'mcp-tools': 'bg-merged',
  agents: 'bg-stall',
  memory: 'bg-need',
  skills: 'bg-review',
  messages: 'bg-run',
  other: 'bg-border',
}

/** What the numbers below it say, seen at a glance. */
function Bar({ context: { tokens, window, measured } }: { context: Context }) {
  const share = (part: number) => `${(Math.min(part, window) / window) * 100}%`
  const parts = measured?.tokens === tokens ? measured.parts : []
  return (
    <div
      aria-hidden
      className="relative flex h-2.5 w-full overflow-hidden rounded-full bg-selected"
    >
      {parts.length === 0 && <span className="bg-run" style={{ width: share(tokens) }} />}
      {parts.map(({ kind, name, tokens: part }) => (
        <span key={name} className={colours[kind]} style={{ width: share(part) }} />
      ))}
      {measured?.compactAt && (
        <span
          className="absolute inset-y-0 w-0.5 bg-fg"
          style={{ insetInlineStart: share(measured.compactAt) }}
        />
      )}
    </div>
  )
}

function Parts({ measured: { parts, window } }: { measured: ContextMeasure }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className="w-full text-end text-sm tabular-nums">
      <caption className="sr-only">{t('context.byPart')}</caption>
      <tbody>
        {parts.map(({ kind, name, tokens }) => (
          <tr key={name} className="*:py-0.5">
            <th scope="row" className="text-start font-normal">
              <span
                aria-hidden
                className={`me-2 inline-block size-2.5 rounded-xs ${colours[kind]}`}
              />
              {kind === 'other' ? name : t(`context.part.${kind}`)}
            </th>
            <td className="ps-2">{format.compact(tokens)}</td>
            <td className="w-14 ps-2 text-muted">{format.percent(tokens / window)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
