// A plan that waits for approval: read it whole, then go on with confirmed or automatic edits, or send it back with words.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PermissionMode } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { Kbd } from '../../../ui/display/kbd.tsx'
import { Markdown } from '../../../ui/text/markdown.tsx'
import { useCopyLabels } from '../../../words/copy-labels.ts'
import type { Answering } from '../answer.ts'
import { CardFrame } from '../card-frame.tsx'
import { DenyReason } from '../deny-reason.tsx'
import { useGuard } from '../guard.ts'
import type { CardProps } from '../permission-card.tsx'

export function PlanCard({ approval, answering, turning }: CardProps) {
  const { t } = useTranslation()
  const guarded = useGuard()
  const [rejecting, setRejecting] = useState(false)
  const { sent, problem, answer } = answering
  const approve = (permissionMode: PermissionMode) =>
    guarded(() => answer({ decision: 'allow', permissionMode }))
  const reject = (message: string) =>
    answer(message ? { decision: 'deny', message } : { decision: 'deny' })
  const start = () => guarded(() => setRejecting(true))
  const plan = approval.detail.kind === 'plan' ? approval.detail.plan : approval.title
  return (
    <CardFrame
      kind="plan"
      title={t('approvals.planReady')}
      turning={turning}
      problem={problem}
      keys={{
        '1': () => approve('confirmEdit'),
        '2': () => approve('autoEdit'),
        '4': start,
        d: start,
      }}
      buttons={
        rejecting ? (
          <DenyReason
            label={t('approvals.rejectLabel')}
            send={t('approvals.reject')}
            busy={sent !== null}
            onSend={reject}
            onBack={() => setRejecting(false)}
          />
        ) : (
          <Buttons sent={sent} approve={approve} reject={start} />
        )
      }
    >
      <Markdown text={plan} labels={useCopyLabels()} />
    </CardFrame>
  )
}

type ButtonsProps = {
  sent: Answering['sent']
  approve: (mode: PermissionMode) => void
  reject: () => void
}

function Buttons({ sent, approve, reject }: ButtonsProps) {
  const { t } = useTranslation()
  const off = sent !== null
  const big = 'max-sm:min-h-12'
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:items-center">
      <Button
        weight="primary"
        busy={sent?.permissionMode === 'confirmEdit'}
        disabled={off && sent?.permissionMode !== 'confirmEdit'}
        onClick={() => approve('confirmEdit')}
        className={`${big} max-sm:order-2`}
      >
        {t('approvals.approve')}{' '}
        <Kbd keys="1" className="border-current! text-current! max-sm:hidden" />
      </Button>
      <Button
        busy={sent?.permissionMode === 'autoEdit'}
        disabled={off && sent?.permissionMode !== 'autoEdit'}
        onClick={() => approve('autoEdit')}
        className={`${big} max-sm:order-3 max-sm:col-span-2`}
      >
        {t('approvals.approveAuto')} <Kbd keys="2" className="max-sm:hidden" />
      </Button>
      <Button
        weight="quiet"
        disabled={off}
        onClick={reject}
        className={`${big} max-sm:order-1 max-sm:border max-sm:border-border`}
      >
        {t('approvals.rejectDots')} <Kbd keys="4" className="max-sm:hidden" />
      </Button>
    </div>
  )
}
