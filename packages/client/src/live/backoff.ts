// How long to wait before the next try to connect. Pure: chance is handed in.

const first = 100
const longest = 5_000

/**
 * Milliseconds to wait after `tries` failed tries (none when a good connection just ended): 100 ms to 250 ms at first, so
 * that a server that only starts anew is back in a blink, then doubling up to 5 s. Spread by chance, so that many tabs do
 * not come back at once. `chance` is in [0, 1).
 */
export function retryDelay(tries: number, chance: number): number {
  const least = Math.min(longest / 2, first * 2 ** Math.max(0, tries))
  const most = Math.min(longest, 2.5 * least)
  return Math.round(least + (most - least) * chance)
}
