// Paths as they are shown and judged. By their letters only: whether a link leads elsewhere is the runner's to find out.
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** Relative to the checkout where the path lies in it, else as it is. */
export function shownPath(path: string, cwd: string): string {
  if (path === '' || !isAbsolute(path)) return path
  const inside = relative(cwd, path)
  if (inside === '') return '.'
  return leavesCheckout(inside) ? path : inside
}

/**
 * Whether a file lies in the checkout and is not of those that decide what git or the agent may do
 * (`.git`, `.claude`, at any depth; in any case, for file systems that know none).
 */
export function isOrdinaryFile(path: string, cwd: string): boolean {
  if (path === '' || path.startsWith('~') || path.includes('\0')) return false
  const inside = relative(cwd, resolve(cwd, path))
  if (inside === '' || leavesCheckout(inside)) return false
  const parts = inside.toLowerCase().split(sep)
  return !parts.some((part) => part === '.git' || part === '.claude')
}

function leavesCheckout(inside: string): boolean {
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
}
