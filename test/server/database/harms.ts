// Ways in which a database's files get damaged, the same each time for the same seed.
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'

export interface Seeded {
  /** A whole number from 0, below `end`. */
  below(end: number): number
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  return {
    below(end) {
      // mulberry32
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
    },
  }
}

export interface Harm {
  name: string
  killed: boolean
  /** SQLite itself may end up with something whole: as it was, or as it was a moment before. */
  mayPass?: true
  do(file: string, random: Seeded): void
}

const size = (file: string) => statSync(file).size
function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file)
  bytes.copy(content, at)
  writeFileSync(file, content)
}
function flip(random: Seeded, file: string, times: number): void {
  const content = readFileSync(file)
  for (let n = 0; n < times; n += 1) {
    const at = random.below(content.length)
    content[at] = (content[at] ?? 0) ^ (1 << random.below(8))
  }
  writeFileSync(file, content)
}

export const harms: Harm[] = [
  { name: 'one bit', mayPass: true, killed: false, do: (file, random) => flip(random, file, 1) },
  {
    name: 'a hundred bits',
    mayPass: true,
    killed: false,
    do: (file, random) => flip(random, file, 100),
  },
  {
    name: 'bits of a killed server’s file',
    mayPass: true,
    killed: true,
    do: (file, random) => flip(random, file, 50),
  },
  {
    name: 'bits of the log',
    mayPass: true,
    killed: true,
    do: (file, random) => flip(random, `${file}-wal`, 20),
  },
  {
    name: 'cut off',
    killed: false,
    do: (file, random) => truncateSync(file, random.below(size(file))),
  },
  {
    name: 'the log cut off',
    mayPass: true,
    killed: true,
    do: (file, random) => truncateSync(`${file}-wal`, random.below(statSync(`${file}-wal`).size)),
  },
  { name: 'the log deleted', killed: true, do: (file) => rmSync(`${file}-wal`) },
  {
    name: 'pages of zeros',
    killed: false,
    do: (file, random) => {
      for (let n = 0; n < 3; n += 1)
        overwrite(file, 4096 * random.below(size(file) / 4096), Buffer.alloc(4096))
    },
  },
  {
    name: 'a garbage header',
    killed: false,
    do: (file) => overwrite(file, 0, Buffer.alloc(100, 'garbage ')),
  },
  {
    name: 'another file',
    killed: false,
    do: (file) => writeFileSync(file, 'no database at all, '.repeat(999)),
  },
]
