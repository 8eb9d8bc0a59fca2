// A menu described as data.
import type { ReactNode } from 'react'

type Item = {
  kind: 'item'
  id: string
  label: string
  icon?: ReactNode
  /** Keys that do the same. */
  keys?: string
  /** A second, dimmer line; for a disabled entry it says why. */
  detail?: string
  disabled?: boolean
  danger?: boolean
  onSelect: () => void
}
type Choice = {
  kind: 'choice'
  id: string
  /** Heading of the group. */
  label: string
  value: string
  options: readonly {
    value: string
    label: string
    detail?: string
    icon?: ReactNode
    disabled?: boolean
    danger?: boolean
  }[]
  onChange: (value: string) => void
}
type Separator = { kind: 'separator'; id: string }
export type MenuEntry = Item | Choice | Separator
