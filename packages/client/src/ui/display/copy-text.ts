// The clipboard, with a word that something is on it.
import { showToast } from '../overlays/toast-store.ts'

/** Puts a text on the clipboard, and says so. */
export function copyText(text: string, said: string): void {
  void navigator.clipboard.writeText(text).then(() => showToast(said))
}
