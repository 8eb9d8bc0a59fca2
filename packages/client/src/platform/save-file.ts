// A text as a file in the person's downloads.

/** Without it some spreadsheets take a table for another encoding. */
const byteOrderMark = '\uFEFF'
/** A browser may ask where to put the file, and read it only then. */
const keptMs = 10 * 60_000

/** @param type its media type. */
export function saveFile(name: string, type: string, text: string): void {
  const whole = type === 'text/csv' ? byteOrderMark + text : text
  const address = URL.createObjectURL(new Blob([whole], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}
