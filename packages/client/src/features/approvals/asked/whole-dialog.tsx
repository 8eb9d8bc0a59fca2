// All of what is asked, as the agent sent it: each part of the tool's input under its name. Nothing is left out here.
import { useTranslation } from 'react-i18next'
import type { Approval } from '@a-parallel/shared'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { Whole } from './whole.tsx'

type WholeDialogProps = { approval: Approval; open: boolean; onClose: () => void }

export function WholeDialog({ approval, open, onClose }: WholeDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      open={open}
      onOpenChange={(still) => !still && onClose()}
      title={approval.tool}
      description={t('approvals.wholeWhat')}
      closeLabel={t('app.close')}
      shape="wide"
    >
      <dl className="flex flex-col gap-3">
        {Object.entries(approval.input).map(([name, value]) => (
          <div key={name}>
            <dt className="mb-1 font-mono text-sm text-muted">{name}</dt>
            <dd>
              <Whole
                text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
                label={name}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
