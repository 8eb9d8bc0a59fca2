// How smoothly a page goes on: counts its frames, the tasks that held them up, and how often what it shows changed.
import type { Page } from 'playwright-core'

export interface Paints {
  seconds: number
  /** Frames a second, over all of the time. */
  perSecond: number
  /** Frames in the worst whole second. */
  worst: number
  /** The longest wait for a frame, in milliseconds. */
  longestGap: number
  /** Tasks of more than 50 ms. */
  longTasks: number
  /** Frames before which something on the page changed, a second. */
  changesPerSecond: number
}

interface Counting {
  frames: number[]
  changed: number
  longTasks: number
}

/** Counts from now on; `stop` gives what was counted. */
export async function countPaints(page: Page): Promise<{ stop(): Promise<Paints> }> {
  await page.evaluate(() => {
    const counting: Counting = { frames: [], changed: 0, longTasks: 0 }
    Object.assign(window, { counting })
    let dirty = false
    const changes = { subtree: true, childList: true, characterData: true, attributes: true }
    new MutationObserver(() => (dirty = true)).observe(document.body, changes)
    new PerformanceObserver((list) => (counting.longTasks += list.getEntries().length)).observe({
      entryTypes: ['longtask'],
    })
    // A method: a compiler would name a function by a call that the page does not know.
    const loop = {
      onFrame(at: number) {
        counting.frames.push(at)
        if (dirty) counting.changed += 1
        dirty = false
        requestAnimationFrame(loop.onFrame)
      },
    }
    requestAnimationFrame(loop.onFrame)
  })
  return {
    async stop() {
      const counted = await page.evaluate(
        () => (window as unknown as { counting: Counting }).counting, // Made above.
      )
      return paintsOf(counted)
    },
  }
}

function paintsOf({ frames, changed, longTasks }: Counting): Paints {
  const [first = 0] = frames
  const seconds = ((frames.at(-1) ?? first) - first) / 1000
  const gaps = frames.slice(1).map((at, index) => at - frames[index]!)
  const whole = Array.from({ length: Math.floor(seconds) }, () => 0)
  for (const at of frames) {
    const second = Math.floor((at - first) / 1000)
    if (second < whole.length) whole[second]! += 1
  }
  return {
    seconds,
    perSecond: frames.length / seconds,
    worst: Math.min(...whole),
    longestGap: Math.max(...gaps),
    longTasks,
    changesPerSecond: changed / seconds,
  }
}
