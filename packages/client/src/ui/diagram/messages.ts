// What a diagram's frame and the page around it tell each other. Read by hand on both sides: what comes out of the
// frame was made by an agent's text, and is believed no further than this.

/** To the frame. */
export type DiagramAsk = { kind: 'draw'; code: string; dark: boolean }

/** From the frame. */
export type DiagramNews = { kind: 'ready' } | { kind: 'drawn'; height: number } | { kind: 'broken' }

const lowest = 24
const highest = 2000

/** The news in a message, or null where it is none. Heights are kept within what a page can bear. */
export function readNews(data: unknown): DiagramNews | null {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null
  if (data.kind === 'ready' || data.kind === 'broken') return { kind: data.kind }
  if (data.kind !== 'drawn' || !('height' in data)) return null
  const { height } = data
  if (typeof height !== 'number' || !Number.isFinite(height)) return null
  return { kind: 'drawn', height: Math.min(highest, Math.max(lowest, Math.ceil(height))) }
}

export function readAsk(data: unknown): DiagramAsk | null {
  if (typeof data !== 'object' || data === null || !('code' in data) || !('dark' in data))
    return null
  const { code, dark } = data
  return typeof code === 'string' && typeof dark === 'boolean' ? { kind: 'draw', code, dark } : null
}
