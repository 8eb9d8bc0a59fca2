// Draws the toasts. Their timers stand still while pointed at or focused; what they say also goes to the announcer.
import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { announce } from '../display/announcer.tsx'
import { StatusGlyph } from '../display/status-glyph.tsx'
import { toastsMark } from './own-press.ts'
import { currentToasts, dismissToast, onToasts, type Toast } from './toast-store.ts'

/** Mount once. `label` names the region, `closeLabel` the dismiss buttons. */
export function Toaster({ label, closeLabel }: { label: string; closeLabel: string }) {
  const toasts = useSyncExternalStore(onToasts, currentToasts)
  return (
    // A window leaves alone what is live: an undo can be reached while it is open. Spoken is a toast by the announcer.
    <div aria-live="off" {...{ [toastsMark]: '' }}>
      {toasts.length > 0 && (
        <section
          aria-label={label}
          className="fixed end-3 bottom-3 z-50 flex w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2"
        >
          {toasts.map((toast) => (
            <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} />
          ))}
        </section>
      )}
    </div>
  )
}

function ToastCard({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  const [held, setHeld] = useState(false)
  useEffect(() => announce(toast.words, toast.tone === 'bad' ? 'attention' : 'news'), [toast])
  useEffect(() => {
    if (held || !Number.isFinite(toast.stay)) return
    const timer = setTimeout(() => dismissToast(toast.id), toast.stay)
    return () => clearTimeout(timer)
  }, [toast, held])
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex items-center gap-2 rounded-lg border border-line bg-raised py-1.5 ps-3 pe-1.5 shadow-lift"
    >
      {toast.tone === 'bad' && <StatusGlyph shape="square-cross" tone="fail" />}
      {toast.tone === 'good' && <StatusGlyph shape="check" tone="review" />}
      <p className="min-w-0 flex-1 py-1 wrap-anywhere">{toast.words}</p>
      {toast.action && (
        <Button
          size="sm"
          onClick={() => {
            toast.action?.run()
            dismissToast(toast.id)
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        size="sm"
        label={closeLabel}
        icon={<X size={14} aria-hidden />}
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  )
}
