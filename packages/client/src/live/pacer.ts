// Gathers news and hands it on at most 30 times a second, on the page's own frames; by timer where the page has none
// (a hidden tab), so that nothing piles up there.

const gap = 33
/** A frame that does not come within this time is not coming: the tab is hidden. */
const patience = 250

export interface Pacer {
  /** Asks for a flush soon; asking again before it changes nothing. */
  request(): void
}

export function openPacer(flush: () => void): Pacer {
  let frame: number | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let last = Number.NEGATIVE_INFINITY
  const run = () => {
    if (frame !== null) cancelAnimationFrame(frame)
    if (timer !== null) clearTimeout(timer)
    frame = null
    timer = null
    last = performance.now()
    flush()
  }
  const onFrame = () => {
    // Frames come at 8 or 16 ms: one that is a hair early counts, or every paint would wait for a third frame.
    if (performance.now() - last >= gap - 2) return run()
    frame = requestAnimationFrame(onFrame)
  }
  return {
    request() {
      if (timer !== null) return
      timer = setTimeout(run, document.hidden ? gap : patience)
      if (!document.hidden) frame = requestAnimationFrame(onFrame)
    },
  }
}
