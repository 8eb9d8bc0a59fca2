// How the person arranged the shell: sidebar width and whether it is folded. Remembered per browser.
import { create } from 'zustand'
import { store, stored } from '../../platform/browser.ts'

export const sidebarWidths = { min: 200, usual: 264, max: 400 }

function storedWidth(): number {
  const width = Number(stored('sidebar-width') ?? Number.NaN)
  const { min, usual, max } = sidebarWidths
  return width >= min && width <= max ? width : usual
}

type Layout = {
  sidebarWidth: number
  folded: boolean
  setSidebarWidth: (width: number) => void
  setFolded: (folded: boolean) => void
}

export const useLayout = create<Layout>()((set) => ({
  sidebarWidth: storedWidth(),
  folded: stored('sidebar-folded') === 'yes',
  setSidebarWidth: (sidebarWidth) => {
    store('sidebar-width', String(sidebarWidth))
    set({ sidebarWidth })
  },
  setFolded: (folded) => {
    store('sidebar-folded', folded ? 'yes' : undefined)
    set({ folded })
  },
}))
