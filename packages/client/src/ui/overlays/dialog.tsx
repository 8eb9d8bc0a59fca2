// A window over the page that asks for something before going on. Loaded when first opened; traps and returns focus.
// For "are you sure" use AlertDialog, which a stray press outside cannot dismiss.
import { lazy, Suspense, useState } from 'react'
import type { AlertDialogProps, DialogProps } from './dialog-props.ts'

const DialogSurface = lazy(async () => ({
  default: (await import('./dialog-surface.tsx')).DialogSurface,
}))
const AlertSurface = lazy(async () => ({
  default: (await import('./dialog-surface.tsx')).AlertSurface,
}))

function useWanted(open: boolean): boolean {
  const [wanted, setWanted] = useState(open)
  if (open && !wanted) setWanted(true)
  return wanted
}

export function Dialog(props: DialogProps) {
  return (
    useWanted(props.open) && (
      <Suspense fallback={null}>
        <DialogSurface {...props} />
      </Suspense>
    )
  )
}

/** Asks before something is lost. Give the focus to the safe button through `initialFocus`. */
export function AlertDialog(props: AlertDialogProps) {
  return (
    useWanted(props.open) && (
      <Suspense fallback={null}>
        <AlertSurface {...props} />
      </Suspense>
    )
  )
}
