// What the windows take.
import type { ReactNode, RefObject } from 'react'

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** Name of the close button. */
  closeLabel: string
  children?: ReactNode
  /** Buttons, main one last. On a narrow screen they wrap, and share the width. */
  footer?: ReactNode
  /** `drawer` comes from the start edge; `sheet` from the bottom; `picture` is as wide as what it shows. */
  shape?: 'window' | 'wide' | 'picture' | 'drawer' | 'sheet'
  initialFocus?: RefObject<HTMLElement | null>
}

export type AlertDialogProps = Omit<DialogProps, 'closeLabel' | 'shape'> & {
  /** What gets the focus as it closes; else what had it before. */
  finalFocus?: RefObject<HTMLElement | null>
}
