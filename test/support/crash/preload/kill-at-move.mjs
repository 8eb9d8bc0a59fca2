// Loaded before the server (`node --import`): ends its own process by SIGKILL before the n-th time that it moves, removes or
// writes a file by which a backup is put in place. KILL_AT_MOVE is n.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

let left = Number(process.env.KILL_AT_MOVE)
const concerned =
  /\.(staged-[^/]*|chosen|merged)$|replaced-[^/]*\.db$|(chosen|restored)\.json|search\.db/

for (const name of ['renameSync', 'rmSync', 'writeFileSync']) {
  const original = fs[name]
  fs[name] = (...asked) => {
    if (asked.some((one) => typeof one === 'string' && concerned.test(one))) {
      left -= 1
      if (left === 0) process.kill(process.pid, 'SIGKILL')
    }
    return original(...asked)
  }
}
syncBuiltinESMExports()
