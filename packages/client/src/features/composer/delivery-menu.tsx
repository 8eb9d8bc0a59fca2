// The other ways to send while a turn runs, beside the button that queues.
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '@a-parallel/shared'
import { buttonLook } from '../../ui/controls/button.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'

const ways = ['queue', 'into-turn', 'stop-first'] as const satisfies Delivery[]

type DeliveryMenuProps = { disabled: boolean; onSend: (delivery: Delivery) => void }

export function DeliveryMenu({ disabled, onSend }: DeliveryMenuProps) {
  const { t } = useTranslation()
  return (
    <Menu
      label={t('delivery.label')}
      side="top"
      align="end"
      disabled={disabled}
      triggerClassName={buttonLook({
        weight: 'primary',
        size: 'sm',
        className: 'rounded-s-none border-s border-accent-fg/40 px-1 disabled:border-border',
      })}
      trigger={<ChevronDown size={14} aria-hidden />}
      entries={ways.map((way) => ({
        kind: 'item',
        id: way,
        label: t(`delivery.${way}`),
        detail: t(`delivery.${way}Detail`),
        ...(way === 'queue' ? { keys: 'Enter' } : {}),
        onSelect: () => onSend(way),
      }))}
    />
  )
}
