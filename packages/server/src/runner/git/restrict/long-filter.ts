// A filter that git starts once and asks file by file (`filter.<name>.process`, gitattributes(5)): a real program, which
// notes each of its processes and what it is asked. For tests.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LongFilter {
  /** What `filter.<name>.process` is set to. */
  command: string
  /** What it was asked for, as `clean a.txt`, in this order. */
  asked(): string[]
  /** The processes that it ran in so far. */
  pids(): number[]
}

/** Packets: four hex digits of length, these included, and `0000` for the end of a list. */
const program = String.raw`
const { appendFileSync, readSync, writeSync } = require('node:fs')
const seen = process.argv[2]
const take = (size) => {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; ) {
    const read = readSync(0, bytes, at, size - at, null)
    if (read === 0) process.exit(0)
    at += read
  }
  return bytes
}
const packet = () => {
  const size = parseInt(take(4).toString(), 16)
  return size === 0 ? null : take(size - 4)
}
const list = () => {
  const found = []
  for (let one = packet(); one !== null; one = packet()) found.push(one)
  return found
}
const words = () => list().map((one) => one.toString().replace(/\n$/, ''))
const say = (bytes) => {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}
const tell = (bytes) => {
  say(Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')))
  say(bytes)
}
const end = () => say(Buffer.from('0000'))
const tellAll = (...lines) => {
  for (const line of lines) tell(Buffer.from(line + '\n'))
  end()
}
appendFileSync(seen, 'pid ' + process.pid + '\n')
words()
tellAll('git-filter-server', 'version=2')
words()
tellAll('capability=clean', 'capability=smudge')
const mark = Buffer.from('held: ')
for (;;) {
  const asked = Object.fromEntries(words().map((line) => line.split(/=([^]*)/)))
  const content = Buffer.concat(list())
  appendFileSync(seen, asked.command + ' ' + JSON.stringify(asked.pathname) + '\n')
  const given =
    asked.command === 'clean'
      ? Buffer.concat([mark, content])
      : content.subarray(content.indexOf(mark) === 0 ? mark.length : 0)
  tellAll('status=success')
  for (let at = 0; at < given.length; at += 65516) tell(given.subarray(at, at + 65516))
  end()
  end()
}
`

export function makeLongFilter(folder: string): LongFilter {
  const [place, seen] = [join(folder, 'long-filter.cjs'), join(folder, 'long-filter.seen')]
  writeFileSync(place, program)
  const lines = () => (existsSync(seen) ? readFileSync(seen, 'utf8').trim().split('\n') : [])
  return {
    command: `'${process.execPath}' '${place}' '${seen}'`,
    asked: () => lines().filter((line) => !line.startsWith('pid ')),
    pids: () => lines().flatMap((line) => (line.startsWith('pid ') ? [Number(line.slice(4))] : [])),
  }
}
