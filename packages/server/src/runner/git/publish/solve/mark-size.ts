// How many signs git puts in a row to mark a conflict in a file.
import type { Run } from '../place.ts'

const usual = 7

/** Longer ones nobody sets, and no pattern could look for them. */
const most = 10_000

/** As the attribute `conflict-marker-size` says for the file (gitattributes(5)). */
export async function markSizeOf(run: Run, path: string): Promise<number> {
  const { text } = await run(
    ['check-attr', '-z', 'conflict-marker-size', '--', path],
    'mark-size',
    {
      access: 'read',
    },
  )
  const size = Number.parseInt(text.split('\0')[2] ?? '', 10)
  return size > 0 && size <= most ? size : usual
}
