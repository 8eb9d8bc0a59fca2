// A folder of another program's that holds what is secret, closed to other users. What lies in it stays as it is: nobody else
// gets through to it.
import { chmod, mkdir } from 'node:fs/promises'

/** Makes it where it is not there yet, so that whoever writes into it finds it closed. */
export async function closeFolder(path: string | null): Promise<void> {
  if (path === null) return
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
}
