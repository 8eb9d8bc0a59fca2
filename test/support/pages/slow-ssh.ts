// An ssh without a network, which lets a clone come to its middle and no further.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @returns its path. 400,000 bytes of what git says come through, and the rest once a file `gate` lies in the folder. */
export function slowSsh(folder: string): string {
  const script = join(folder, 'ssh')
  writeFileSync(
    script,
    `#!/bin/sh
for last; do :; done
sh -c "$last" | { dd bs=1 count=400000 2>/dev/null; while [ ! -e '${join(folder, 'gate')}' ]; do sleep 0.05; done; cat; }
`,
    { mode: 0o755 },
  )
  return script
}
