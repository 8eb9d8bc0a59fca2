// The tab's icon with a mark on it, as an address that needs no request. The marks differ in shape, not only in colour.

const marks = {
  /** Somebody waits for an answer. */
  need: '<path d="M12.6 0 18 5.4l-5.4 5.4-5.4-5.4z" fill="#e08a00" stroke="#fff"/>',
  /** Something ended that was not looked at. */
  news: '<circle cx="13.2" cy="4.8" r="4.3" fill="#2f9e57" stroke="#fff"/>',
} as const

export type IconMark = keyof typeof marks

export function iconWith(mark: IconMark): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><rect width="18" height="18" rx="5" fill="#3150c8"/><path d="M5.5 4.5v9M9 7v6.5M12.5 9.5v4" stroke="#fff" stroke-width="2" stroke-linecap="round"/>${marks[mark]}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
