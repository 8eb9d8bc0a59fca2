// Which projects are folded in the sidebar, and whose archived threads are shown. Remembered per browser.
import { create } from 'zustand'
import { store, stored } from '../../../platform/browser.ts'

interface Folded {
  folded: ReadonlySet<string>
  toggle: (key: string) => void
}

const key = 'folded-projects'

export const useFolded = create<Folded>()((set, get) => ({
  folded: new Set((stored(key) ?? '').split(',').filter(Boolean)),
  toggle: (id) => {
    const folded = new Set(get().folded)
    if (!folded.delete(id)) folded.add(id)
    store(key, folded.size > 0 ? [...folded].join(',') : undefined)
    set({ folded })
  },
}))
