// One tool call on one line of 32 px, the same while it runs and after. What failed shows the end of its output at once.
import { useTranslation } from 'react-i18next'
import type { Approval, ToolCall } from '@a-parallel/shared'
import { Collapsible } from '../../../../ui/display/collapsible.tsx'
import { CallBody, hasBody, Output } from './call-body.tsx'
import { CallIcon, CallTitle } from './call-look.tsx'
import { CallState } from './call-state.tsx'
import { useExpanded } from '../expansion.ts'
import { OpenFile } from './open-file.tsx'
import { LastLine, StopCall } from './running-call.tsx'

const failedTail = 5

export type CallRowProps = { call: ToolCall; approval?: Approval | null }

export function CallRow({ call, approval = null }: CallRowProps) {
  const [open, setOpen] = useExpanded(call.id)
  const line = (
    <>
      <CallIcon detail={call.detail} />
      <CallTitle call={call} />
      {call.state === 'running' && !open && <LastLine id={call.id} />}
      <CallState call={call} approval={approval} />
    </>
  )
  const peek = !open && call.state === 'failed' && call.detail.kind === 'command'
  return (
    <div className="group/call">
      {hasBody(call) ? (
        <Collapsible
          open={open}
          onToggle={setOpen}
          header={line}
          aside={
            <>
              <OpenFile detail={call.detail} />
              <StopCall call={call} />
            </>
          }
        >
          {() => <CallBody call={call} />}
        </Collapsible>
      ) : (
        <div className="flex min-h-8 items-center gap-1.5 px-1.5 compact:min-h-7">
          <span aria-hidden className="w-3.5 shrink-0" />
          {line}
          <OpenFile detail={call.detail} />
        </div>
      )}
      {peek && call.output && (
        <div className="ps-[26px] pe-1.5 pb-1.5">
          <Output call={call} tail={failedTail} />
        </div>
      )}
      {approval && <AnswerLine approval={approval} />}
    </div>
  )
}

/** What was answered to a call's request, and by whom. Silent where a mode simply let it pass. */
function AnswerLine({ approval }: { approval: Approval }) {
  const { t } = useTranslation()
  const { answer, state, kind } = approval
  if (state === 'expired')
    return <p className="ps-[26px] pb-1 text-xs text-muted">{t('timeline.answer.expired')}</p>
  if (!answer || kind === 'question') return null
  const byRule = answer.by.kind === 'rule'
  if (byRule && answer.decision === 'allow') return null
  const words = byRule ? ruleWords(answer.by) : (`${answer.decision}ByYou` as const)
  return (
    <p className="ps-[26px] pb-1 text-xs text-muted wrap-anywhere">
      {t(`timeline.answer.${words}`)}
      {answer.message && !byRule && `: ${answer.message}`}
    </p>
  )
}

function ruleWords(by: NonNullable<Approval['answer']>['by']): 'denyByPlanMode' | 'denyByRule' {
  return by.kind === 'rule' && by.name === 'plan' ? 'denyByPlanMode' : 'denyByRule'
}
