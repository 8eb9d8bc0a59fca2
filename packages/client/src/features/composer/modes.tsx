// The permission modes as a person sees them: word, icon, colour. Order is the order of Shift+Tab, which leaves out the
// one that allows everything.
import { ClipboardList, PencilLine, ShieldCheck, ShieldOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PermissionMode } from '@a-parallel/shared'

export const modeOrder = ['plan', 'confirmEdit', 'autoEdit'] as const satisfies PermissionMode[]

export const modeLooks: Record<PermissionMode, { icon: ReactNode; colour: string }> = {
  plan: { icon: <ClipboardList size={14} aria-hidden />, colour: 'text-setup' },
  confirmEdit: { icon: <ShieldCheck size={14} aria-hidden />, colour: 'text-muted' },
  autoEdit: { icon: <PencilLine size={14} aria-hidden />, colour: 'text-need' },
  bypass: { icon: <ShieldOff size={14} aria-hidden />, colour: 'tint font-medium text-fail' },
}

/** The mode after this one. */
export function nextMode(mode: PermissionMode): PermissionMode {
  return (
    modeOrder[(modeOrder.findIndex((known) => known === mode) + 1) % modeOrder.length] ??
    'confirmEdit'
  )
}
