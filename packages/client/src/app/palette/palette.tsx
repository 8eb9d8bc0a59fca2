// The palette's command, and the palette once it is wanted: its list is no part of the first download.
import { lazy, Suspense, useState } from 'react'
import { useCommand } from '../../features/commands/index.ts'

const Content = lazy(async () => ({
  default: (await import('./palette-content.tsx')).PaletteContent,
}))

export function Palette() {
  const [open, setOpen] = useState(false)
  const [times, setTimes] = useState(0)
  useCommand('palette', () => {
    setTimes((before) => before + 1)
    setOpen(true)
  })
  if (times === 0) return null
  return (
    <Suspense fallback={null}>
      <Content key={times} open={open} onOpenChange={setOpen} />
    </Suspense>
  )
}
