// The standing answers that hold for one thread alone: what each says, since when, how often it answered; to be removed.
import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { removeThreadRule } from './change.ts'
import { RuleRow } from './rule-row.tsx'
import { usesOf } from './uses.ts'

type ThreadRulesDialogProps = { view: ThreadView; open: boolean; onClose: () => void }

export function ThreadRulesDialog({ view, open, onClose }: ThreadRulesDialogProps) {
  const { t } = useTranslation()
  const { id, rules, approvals } = view
  return (
    <Dialog
      open={open}
      onOpenChange={(still) => !still && onClose()}
      title={t('rules.threadTitle')}
      description={t('rules.threadIntro')}
      closeLabel={t('app.close')}
      shape="wide"
    >
      {rules.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck size={24} aria-hidden />}
          title={t('rules.empty')}
          detail={t('rules.threadEmptyDetail')}
        />
      ) : (
        <ul aria-label={t('rules.threadTitle')} className="divide-y divide-line">
          {rules.map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              createdAt={rule.createdAt}
              uses={usesOf(rule.id, approvals)}
              remove={() => removeThreadRule(id, rule)}
            />
          ))}
        </ul>
      )}
      <p className="mt-3 text-sm">
        <Link
          to="/settings/$section"
          params={{ section: 'permissions' }}
          className="text-accent underline underline-offset-2"
        >
          {t('rules.toProjectRules')}
        </Link>
      </p>
    </Dialog>
  )
}
