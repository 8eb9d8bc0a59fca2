import { appendFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tailJournal, type JournalLine } from './journal.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'))
  file = join(folder, 'out.ndjson')
  await writeFile(file, '')
})
afterEach(() => rm(folder, { recursive: true }))

function collect(from = 0, maxLineBytes?: number) {
  const lines: JournalLine[] = []
  const tail = tailJournal({
    file,
    from,
    onLines: (more) => void lines.push(...more),
    ...(maxLineBytes ? { maxLineBytes } : {}),
  })
  tail.begin()
  return {
    lines,
    tail,
    texts: () => lines.map((line) => (line.kind === 'line' ? line.text : line.kind)),
  }
}

describe('a journal that grows', () => {
  it('gives each line once, whole, with its place', async () => {
    const { tail, lines, texts } = collect()
    await appendFile(file, 'one\ntw')
    await expect.poll(texts).toEqual(['one'])
    await appendFile(file, 'o\nthrée\n')
    await expect.poll(texts).toEqual(['one', 'two', 'thrée'])
    expect(lines.map(({ at, next }) => [at, next])).toEqual([
      [0, 4],
      [4, 8],
      [8, 15],
    ])
    await tail.stop()
  })

  it('gives nothing before it is to begin, and then also what was there', async () => {
    const seen: string[] = []
    const tail = tailJournal({
      file,
      from: 0,
      onLines: (lines) => void seen.push(...lines.map(({ kind }) => kind)),
    })
    await appendFile(file, 'one\n')
    expect(seen).toEqual([])
    tail.begin()
    tail.begin()
    await appendFile(file, 'two\n')
    await expect.poll(() => seen).toEqual(['line', 'line'])
    await tail.stop()
    tail.begin()
  })

  it('reads on from where a line begins', async () => {
    await writeFile(file, 'one\ntwo\nthree\n')
    const { tail, texts } = collect(4)
    await tail.finish()
    expect(texts()).toEqual(['two', 'three'])
  })

  it('gives a last line without newline when the file is over', async () => {
    await writeFile(file, 'one\ntor')
    const { tail, texts } = collect()
    await tail.finish()
    expect(texts()).toEqual(['one', 'tor'])
  })

  it('survives bytes that are no UTF-8, NUL and empty lines', async () => {
    await writeFile(file, Buffer.from([0xff, 0xfe, 0x0a, 0x00, 0x0a, 0x0a, 0x41, 0x0a]))
    const { tail, texts } = collect()
    await tail.finish()
    expect(texts()).toEqual(['\ufffd\ufffd', '\0', '', 'A'])
  })

  it('waits for whoever takes the lines, and loses none meanwhile', async () => {
    const seen: string[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const tail = tailJournal({
      file,
      from: 0,
      onLines: async (lines) => {
        seen.push(...lines.map((line) => (line.kind === 'line' ? line.text : '')))
        if (seen.length === 1) await held
      },
    })
    tail.begin()
    await appendFile(file, '1\n')
    await expect.poll(() => seen).toEqual(['1'])
    await appendFile(file, '2\n3\n')
    expect(seen).toEqual(['1'])
    release()
    await tail.finish()
    expect(seen).toEqual(['1', '2', '3'])
  })

  it('gives no line behind one that could not be taken, and says so at once', async () => {
    const seen: string[] = []
    const failures: unknown[] = []
    const tail = tailJournal({
      file,
      from: 0,
      onLines: (lines) => {
        seen.push(...lines.map((line) => (line.kind === 'line' ? line.text : '')))
        return seen.includes('2') ? Promise.reject(new Error('no room')) : undefined
      },
      onFailure: (cause) => failures.push(cause),
    })
    tail.begin()
    await appendFile(file, '1\n')
    await expect.poll(() => seen).toEqual(['1'])
    await appendFile(file, '2\n')
    await expect.poll(() => failures).toHaveLength(1)
    await appendFile(file, '3\n')
    await expect(tail.finish()).rejects.toThrow('no room')
    expect(seen).toEqual(['1', '2'])
  })

  it('loses none of a flood, and takes it in larger pieces', async () => {
    const { tail, texts } = collect()
    const writer = await open(file, 'a')
    const count = 3000
    for (let index = 0; index < count; index += 1) await writer.write(`{"index":${index}}\n`)
    await writer.close()
    await expect.poll(texts).toHaveLength(count)
    expect(texts()).toEqual(Array.from({ length: count }, (_, index) => `{"index":${index}}`))
    await tail.stop()
  })

  it('reports a line beyond the limit by its size and beginning, and goes on behind it', async () => {
    const handle = await open(file, 'w')
    await handle.write('before\n')
    for (let part = 0; part < 64; part += 1) await handle.write(Buffer.alloc(1024 * 1024, 0x78))
    await handle.write('\nafter\n')
    await handle.close()
    const before = process.memoryUsage().rss
    const { tail, lines, texts } = collect(0, 1024 * 1024)
    await tail.finish()
    expect(texts()).toEqual(['before', 'oversized', 'after'])
    expect(lines[1]).toMatchObject({
      kind: 'oversized',
      bytes: 64 * 1024 * 1024,
      at: 7,
      next: 7 + 64 * 1024 * 1024 + 1,
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
  })
})
