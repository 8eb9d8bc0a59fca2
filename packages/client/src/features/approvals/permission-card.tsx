// A request to use a tool: what exactly, where, why, and how long the answer is to count. 1 once, 2 for the thread,
// 3 for the project, after a look at the rule, 4 or d no: while the card has the focus.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkoutPath, suggestRule } from '@a-parallel/contract/model'
import type { Approval, RuleWords, ThreadView } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import { CommandKeys } from '../commands/index.ts'
import { Kbd } from '../../ui/display/kbd.tsx'
import type { Answering, Reply } from './answer.ts'
import { Asked } from './asked/asked.tsx'
import { LeftOutNote } from './asked/left-out-note.tsx'
import { WholeDialog } from './asked/whole-dialog.tsx'
import { CardFrame, type Turning } from './card-frame.tsx'
import { DenyReason } from './deny-reason.tsx'
import { useReason } from './drafts.ts'
import { useGuard } from './guard.ts'
import { RuleForm, RuleText } from '../rules/index.ts'

export type CardProps = {
  view: ThreadView
  approval: Approval
  answering: Answering
  turning: Turning
}

export function PermissionCard({ view, approval, answering, turning }: CardProps) {
  const { t } = useTranslation()
  const [guarded, place] = useGuard()
  const [step, setStep] = useState<'choose' | 'rule' | 'deny'>('choose')
  const [whole, setWhole] = useState(false)
  const { sent, problem, answer } = answering
  const rule = suggestRule(approval)
  const once = () => guarded(() => answer({ decision: 'allow' }))
  const thread = () => guarded(() => rule && answer({ decision: 'allow', scope: 'thread', rule }))
  const project = () => guarded(() => rule && setStep('rule'))
  const deny = () => guarded(() => setStep('deny'))
  const back = () => setStep('choose')
  return (
    <>
      <CardFrame
        kind="permission"
        title={t(`approvals.allowWhat.${whatOf(approval)}`, { tool: approval.tool })}
        aside={<Where view={view} className="shrink-0 pe-2 text-sm text-muted max-sm:hidden" />}
        turning={turning}
        problem={problem}
        place={place}
        keys={
          step === 'choose' ? { 1: once, Enter: once, 2: thread, 3: project, 4: deny, d: deny } : {}
        }
        buttons={
          step === 'deny' ? (
            <Denial approval={approval} answering={answering} onBack={back} />
          ) : (
            <>
              <LeftOutNote approval={approval} onWhole={() => setWhole(true)} />
              {step === 'rule' && rule ? (
                <RuleForm
                  view={view}
                  approval={approval}
                  offered={rule}
                  busy={sent !== null}
                  onMake={(made) => answer({ decision: 'allow', scope: 'project', rule: made })}
                  onBack={back}
                />
              ) : (
                <Choices sent={sent} rule={rule} on={{ once, thread, project, deny }} />
              )}
            </>
          )
        }
      >
        <Content view={view} approval={approval} />
      </CardFrame>
      {/* Beside the card: keys that are pressed in it are none of the card's. */}
      <WholeDialog approval={approval} open={whole} onClose={() => setWhole(false)} />
    </>
  )
}

type DenialProps = Pick<CardProps, 'approval' | 'answering'> & { onBack: () => void }

function Denial({ approval, answering, onBack }: DenialProps) {
  const { t } = useTranslation()
  const reason = useReason(approval.id)
  return (
    <DenyReason
      label={t('approvals.reasonLabel')}
      send={t('approvals.deny')}
      kept={reason}
      stop={{ label: t('approvals.andStop'), send: t('approvals.denyAndStop') }}
      busy={answering.sent !== null}
      onSend={(message, stop) => answering.answer(denial(message, stop))}
      onBack={onBack}
    />
  )
}

function Where({ view, className }: { view: ThreadView; className: string }) {
  const { t } = useTranslation()
  const where = view.mode === 'worktree' ? t('approvals.inWorktree') : t('approvals.inCheckout')
  return <span className={className}>{where}</span>
}

function Content({ view, approval }: Pick<CardProps, 'view' | 'approval'>) {
  const { t } = useTranslation()
  const folder = checkoutPath(view)
  return (
    <>
      <Asked detail={approval.detail} />
      <LeadsTo approval={approval} />
      {approval.reason && <p className="mt-2 text-sm text-muted">{approval.reason}</p>}
      {folder && (
        <p className="mt-2 flex gap-2 text-xs text-muted">
          <span className="shrink-0">{t('approvals.folder')}</span>
          <span className="font-mono wrap-anywhere">{folder}</span>
          <Where view={view} className="shrink-0 sm:hidden" />
        </p>
      )}
    </>
  )
}

/** Where a file that is to be read really lies, if a link leads there. */
function LeadsTo({ approval: { detail, readsPath } }: Pick<CardProps, 'approval'>) {
  const { t } = useTranslation()
  const path = detail.kind === 'read' || detail.kind === 'search' ? detail.path : undefined
  if (readsPath == null || path === undefined || path === readsPath) return null
  return (
    <p className="mt-2 text-sm font-medium text-need wrap-anywhere">
      {t('approvals.leadsTo', { path: readsPath })}
    </p>
  )
}

function denial(message: string, stop: boolean): Reply {
  return { decision: 'deny', ...(message ? { message } : {}), ...(stop ? { stop } : {}) }
}

function whatOf({ detail }: Approval): 'command' | 'edit' | 'read' | 'fetch' | 'other' {
  const { kind } = detail
  if (kind === 'command' || kind === 'edit' || kind === 'read' || kind === 'fetch') return kind
  return 'other'
}

type ChoicesProps = {
  sent: Answering['sent']
  /** What the second and third would allow; null where nothing but this once can be allowed. */
  rule: RuleWords | null
  on: Record<'once' | 'thread' | 'project' | 'deny', () => void>
}

const wide = 'max-sm:min-h-12'

function Choices({ sent, rule, on }: ChoicesProps) {
  const { t } = useTranslation()
  const off = sent !== null
  const keys = 'max-sm:hidden'
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <Button
          weight="primary"
          busy={off && sent.scope === undefined && sent.decision === 'allow'}
          disabled={off && sent.scope !== undefined}
          onClick={on.once}
          className={`${wide} max-sm:order-2`}
        >
          {t('approvals.once')} <Kbd keys="1" className={`border-current! text-current! ${keys}`} />
        </Button>
        <Button
          busy={sent?.scope === 'thread'}
          disabled={!rule || (off && sent.scope !== 'thread')}
          onClick={on.thread}
          className={`${wide} max-sm:order-4`}
        >
          {t('approvals.forThread')} <Kbd keys="2" className={keys} />
        </Button>
        <Button disabled={!rule || off} onClick={on.project} className={`${wide} max-sm:order-3`}>
          {t('approvals.forProject')} <Kbd keys="3" className={keys} />
        </Button>
        <Button disabled={off} onClick={on.deny} className={`${wide} max-sm:order-1`}>
          {t('approvals.denyDots')} <Kbd keys="4" className={keys} />
        </Button>
        <span className="ms-auto text-xs text-muted max-sm:hidden @max-md/cell:hidden">
          {t('approvals.focusHint')} <CommandKeys id="focusApproval" />
        </span>
      </div>
      <p
        title={rule ? (rule.pattern ?? rule.tool) : t('approvals.noRule')}
        className="text-xs text-muted @max-md/cell:line-clamp-1"
      >
        {rule ? (
          <>
            {t('approvals.ruleWouldAllow')} <RuleText rule={rule} />
          </>
        ) : (
          t('approvals.noRule')
        )}
      </p>
    </div>
  )
}
