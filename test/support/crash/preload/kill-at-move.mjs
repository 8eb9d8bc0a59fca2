// Loaded before the server (`node --import`): ends its own process by SIGKILL before the n-th time that it moves, removes or
// writes a file by which a backup is put in place. KILL_AT_MOVE is n; the first is that it writes down which one was chosen:
// what is cleared away at the start is no part of it.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

let left = Number(process.env.KILL_AT_MOVE)
let isChosen = false
const concerned =
  /\.(staged-[^/]*|chosen|merged)$|replaced-[^/]*\.db$|(chosen|restored)\.json|search\.db/

for (const name of ['renameSync', 'rmSync', 'writeFileSync']) {
  const original = fs[name]
  fs[name] = (...asked) => {
    if (asked.some((one) => typeof one === 'string' && concerned.test(one))) {
      isChosen ||= name === 'writeFileSync' && String(asked[0]).endsWith('chosen.json')
      if (isChosen) left -= 1
      if (left === 0) process.kill(process.pid, 'SIGKILL')
    }
    return original(...asked)
  }
}
syncBuiltinESMExports()
