// The windows behind Dialog and AlertDialog: loaded on first use.
import { AlertDialog as Alert } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { cva } from 'class-variance-authority'
import { X } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import type { AlertDialogProps, DialogProps } from './dialog-props.ts'
import { isToastPress } from './own-press.ts'

const backdrop =
  'fixed inset-0 z-30 bg-shade transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'
/** On a phone they share the width, also where they wrap. */
const buttons =
  'flex flex-wrap justify-end gap-2 px-4 pt-2 pb-4 max-sm:[&>a]:grow max-sm:[&>button]:grow'
const panel = cva('fixed z-30 flex flex-col bg-raised shadow-lift outline-none', {
  variants: {
    shape: {
      window:
        'pop-motion inset-x-0 top-[12vh] mx-auto max-h-[76vh] w-[min(32rem,calc(100vw-1.5rem))] rounded-xl border border-line',
      wide: 'pop-motion inset-x-0 top-[8vh] mx-auto max-h-[84vh] w-[min(48rem,calc(100vw-1.5rem))] rounded-xl border border-line',
      picture:
        'pop-motion inset-x-0 top-[4dvh] mx-auto max-h-[92dvh] w-fit max-w-[calc(100vw-1.5rem)] min-w-64 rounded-xl border border-line',
      drawer: 'inset-y-0 start-0 w-[min(20rem,calc(100vw-3rem))] border-e border-line',
      sheet:
        'inset-x-0 bottom-0 max-h-[88dvh] rounded-t-xl border-t border-line pb-[env(safe-area-inset-bottom)]',
    },
  },
})

export function DialogSurface({
  open,
  onOpenChange,
  title,
  description,
  closeLabel,
  children,
  footer,
  shape = 'window',
  initialFocus,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!isToastPress(details)) onOpenChange(next)
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup initialFocus={initialFocus} className={panel({ shape })}>
          <div className="flex items-start gap-2 px-4 pt-3 pb-1">
            <Base.Title className="min-w-0 flex-1 pt-1 text-lg font-medium">{title}</Base.Title>
            <Base.Close
              render={<IconButton label={closeLabel} icon={<X size={16} aria-hidden />} />}
            />
          </div>
          {description && (
            <Base.Description className="px-4 text-muted">{description}</Base.Description>
          )}
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 pt-3 pb-2 last:pb-4">
            {children}
          </div>
          {footer && <div className={buttons}>{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export function AlertSurface({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  initialFocus,
  finalFocus,
}: AlertDialogProps) {
  return (
    <Alert.Root open={open} onOpenChange={onOpenChange}>
      <Alert.Portal>
        <Alert.Backdrop className={backdrop} />
        <Alert.Popup
          initialFocus={initialFocus}
          finalFocus={finalFocus}
          className={panel({ shape: 'window' })}
        >
          <Alert.Title className="px-4 pt-4 text-lg font-medium">{title}</Alert.Title>
          {description && (
            <Alert.Description className="px-4 pt-1 text-muted">{description}</Alert.Description>
          )}
          <Told>{children}</Told>
          <div className={buttons}>{footer}</div>
        </Alert.Popup>
      </Alert.Portal>
    </Alert.Root>
  )
}

/** What is asked about; reached by keys once it is longer than its window. */
function Told({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [isLonger, setLonger] = useState(false)
  useLayoutEffect(() => {
    const { current: seen } = box
    if (!seen) return undefined
    const watch = new ResizeObserver(() => setLonger(seen.scrollHeight > seen.clientHeight))
    watch.observe(seen)
    for (const inside of seen.children) watch.observe(inside)
    return () => watch.disconnect()
  }, [])
  return (
    <div
      ref={box}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
      tabIndex={isLonger ? 0 : undefined}
      className="ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto px-4 pt-3 pb-2 last:pb-4"
    >
      <div>{children}</div>
    </div>
  )
}
