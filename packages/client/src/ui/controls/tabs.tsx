// Pages of one small thing, one in sight. Arrows move among the tabs, Tab leads into the page.
import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export type TabsProps<Value extends string | number> = {
  label: string
  value: Value
  tabs: readonly { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
  /** The page of the tab that is chosen. */
  children: ReactNode
}

export function Tabs<Value extends string | number>(props: TabsProps<Value>) {
  const { label, value, tabs, onChange, children } = props
  return (
    <Base.Root value={value} onValueChange={(next: Value) => onChange(next)}>
      <Base.List
        aria-label={label}
        activateOnFocus
        className="-mt-1 mb-3 flex flex-wrap gap-x-1 border-b border-line"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px flex min-h-9 items-center gap-1.5 rounded-t-md border-b-2 border-transparent px-2.5 text-muted ring-inset-focus transition-colors touch-target hover:text-fg data-active:border-accent data-active:font-medium data-active:text-fg max-sm:min-h-12"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel key={value} value={value} tabIndex={-1}>
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
