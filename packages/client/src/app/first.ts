// The page's first script, in a small file of its own: sends for what the address wants to show while all the others are
// still on their way. The build sees to it that it loads no other file.
import { sendForChanges } from '../features/review/ahead.ts'
import { readToken } from '../platform/stored.ts'
import { changesWanted } from './wanted.ts'

const token = readToken()
const wanted = changesWanted(location)
if (token !== undefined && wanted !== null)
  // Whoever shows it asks again, and tells what is wrong.
  sendForChanges(token, wanted.threadId, wanted).catch(() => undefined)
