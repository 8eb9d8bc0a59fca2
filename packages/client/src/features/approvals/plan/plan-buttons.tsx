// What can become of a plan. Once something was written beside it, sending that is the next step.
import { cx } from 'class-variance-authority'
import { useTranslation } from 'react-i18next'
import type { PermissionMode } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { Kbd } from '../../../ui/display/kbd.tsx'
import type { Answering } from '../answer.ts'

type PlanButtonsProps = {
  sent: Answering['sent']
  comments: number
  approve: (mode: PermissionMode) => void
  reject: () => void
}

const big = 'max-sm:min-h-12'
const onAccent = 'border-current! text-current! max-sm:hidden'

export function PlanButtons({ sent, comments, approve, reject }: PlanButtonsProps) {
  const { t } = useTranslation()
  const off = sent !== null
  const commented = comments > 0
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <Button
          weight={commented ? 'normal' : 'primary'}
          busy={sent?.permissionMode === 'confirmEdit'}
          disabled={off && sent?.permissionMode !== 'confirmEdit'}
          onClick={() => approve('confirmEdit')}
          className={`${big} max-sm:order-2`}
        >
          {t('approvals.approve')}{' '}
          <Kbd keys="1" className={commented ? 'max-sm:hidden' : onAccent} />
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
          weight={commented ? 'primary' : 'quiet'}
          disabled={off}
          onClick={reject}
          className={`${big} max-sm:order-1 ${commented ? '' : 'max-sm:border max-sm:border-border'}`}
        >
          {commented
            ? t('approvals.plan.sendDots', { count: comments })
            : t('approvals.rejectDots')}{' '}
          <Kbd keys="4" className={commented ? onAccent : 'max-sm:hidden'} />
        </Button>
      </div>
      <p className={cx('text-xs text-muted', !commented && 'max-sm:hidden @max-md/cell:hidden')}>
        {t(commented ? 'approvals.plan.notSent' : 'approvals.plan.keysHint')}
      </p>
    </div>
  )
}
