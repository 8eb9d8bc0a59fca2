// Loaded before the server (`node --import`): moves its wall clock by the milliseconds that stand in the file
// SHIFT_CLOCK, read again on SIGUSR2. The monotonic clock stays as it is, as when a person sets the time.
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.env.SHIFT_CLOCK
const RealDate = Date
let shift = 0

class ShiftedDate extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(ShiftedDate.now())
    else super(...values)
  }
  static now() {
    return RealDate.now() + shift
  }
}
globalThis.Date = ShiftedDate

function read() {
  shift = Number(readFileSync(file, 'utf8'))
  writeFileSync(`${file}.seen`, String(shift))
}
process.on('SIGUSR2', read)
read()
