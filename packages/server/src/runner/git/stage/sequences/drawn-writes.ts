// What an agent, or its person in a terminal, may do to the files of a checkout and to its index, drawn. For tests.
import fc from 'fast-check'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { filesIn } from '../plain-rig.ts'
import type { StageRig } from '../stage-rig.ts'

/** A character for a byte. */
export type Content =
  | { kind: 'file'; bytes: string; permissions: number }
  | { kind: 'link'; target: string }

export type Write =
  | { act: 'put'; name: string; content: Content }
  | { act: 'edit'; file: number; line: number; removed: number; added: string[] }
  | { act: 'end'; file: number }
  | { act: 'ends'; file: number }
  | { act: 'mode'; file: number }
  | { act: 'remove'; file: number }
  | { act: 'move'; file: number; name: string }
  | { act: 'folder'; file: number; inside: string }
  | { act: 'add' | 'intend' | 'forget'; file: number }

/** Some of them lie where others have a folder; what is called `dist` is ignored. */
const names = [
  'a.ts',
  'run.sh',
  'no end',
  'ünï ☃.txt',
  'two\nlines "x"\t\\',
  '-rf',
  ':(top)*',
  'src',
  'src/x.ts',
  'src/deep/y',
  'dist',
  'src/dist',
]

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

const line = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }).map((at) => `line ${at}`) },
  { weight: 2, arbitrary: fc.constantFrom('', '}', latin1('é☃'), '\xff', 'x\r', '-- ', '+a') },
)

const text = fc
  .record({
    lines: fc.integer({ min: 1, max: 24 }),
    odd: fc.array(line, { maxLength: 4 }),
    ends: fc.constantFrom('\n', '\n', '\r\n'),
    ended: fc.boolean(),
  })
  .map(({ lines, odd, ends, ended }) => {
    const all = Array.from({ length: lines }, (_, at) => `line ${at + 1}`)
    return all.toSpliced(lines >> 1, 0, ...odd).join(ends) + (ended ? ends : '')
  })

const bytes = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('\0', '\0\x01\n\xff', '\x89PNG\r\n\0\0') },
)

const content: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('file' as const),
      bytes,
      permissions: fc.constantFrom(0o644, 0o644, 0o755),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      target: fc.constantFrom('a.ts', 'src', '/nowhere'),
    }),
  },
)

const name = fc.constantFrom(...names)
const file = fc.nat({ max: 99 })

export const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('put' as const), name, content }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('edit' as const),
      file,
      line: fc.nat({ max: 30 }),
      removed: fc.nat({ max: 3 }),
      added: fc.array(line, { maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('end' as const, 'ends' as const, 'mode' as const, 'remove' as const),
      file,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('move' as const), file, name }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('folder' as const),
      file,
      inside: fc.constantFrom('inside', 'dist'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('add' as const, 'add' as const, 'intend' as const, 'forget' as const),
      file,
    }),
  },
)

/** The files that a checkout begins with, and that are committed. */
export const committed = fc.uniqueArray(fc.record({ name, content }), {
  minLength: 2,
  maxLength: 6,
  selector: (one) => one.name,
})

export function put(rig: StageRig, path: string, made: Content): void {
  makePlace(rig, path)
  if (made.kind === 'link') symlinkSync(made.target, rig.file(path))
  else {
    writeFileSync(rig.file(path), Buffer.from(made.bytes, 'latin1'))
    chmodSync(rig.file(path), made.permissions)
  }
}

/** Does it, if there is a file to do it to. */
export function doWrite(rig: StageRig, write: Write): void {
  if (write.act === 'put') return put(rig, write.name, write.content)
  const present = Object.keys(filesIn(rig.ask.path)).filter((path) => path !== '.gitignore')
  const path = present[write.file % Math.max(1, present.length)]
  if (path === undefined) return
  const place = rig.file(path)
  switch (write.act) {
    case 'remove':
      return rmSync(place)
    case 'move': {
      const inside = write.name.startsWith(`${path}/`) || path.startsWith(`${write.name}/`)
      if (inside || write.name === path) return
      makePlace(rig, write.name)
      return renameSync(place, rig.file(write.name))
    }
    case 'folder':
      rmSync(place)
      mkdirSync(place)
      return writeFileSync(rig.file(`${path}/${write.inside}`), 'inside\n')
    case 'add':
      return void rig.git('--literal-pathspecs', 'add', '-f', '-A', '--', path)
    case 'intend':
      return void rig.git('--literal-pathspecs', 'add', '-f', '-N', '--', path)
    case 'forget':
      return void rig.git('update-index', '--force-remove', '--', path)
    case 'edit':
    case 'end':
    case 'ends':
    case 'mode':
      return changeFile(place, write)
  }
}

function changeFile(
  place: string,
  write: Extract<Write, { act: 'edit' | 'end' | 'ends' | 'mode' }>,
) {
  const seen = lstatSync(place)
  if (!seen.isFile()) return
  if (write.act === 'mode') return chmodSync(place, seen.mode ^ 0o111)
  writeFileSync(place, Buffer.from(edited(readFileSync(place, 'latin1'), write), 'latin1'))
}

function edited(text: string, write: Extract<Write, { act: 'edit' | 'end' | 'ends' }>): string {
  if (write.act === 'end') return text.endsWith('\n') ? text.slice(0, -1) : `${text}\n`
  if (write.act === 'ends')
    return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n')
  const lines = text.split('\n')
  return lines.toSpliced(write.line % lines.length, write.removed, ...write.added).join('\n')
}

/** Nothing lies there, and above it are folders. */
function makePlace(rig: StageRig, path: string): void {
  const parts = path.split('/')
  for (let count = 1; count < parts.length; count += 1) {
    const above = rig.file(parts.slice(0, count).join('/'))
    if (lstatSync(above, { throwIfNoEntry: false })?.isDirectory()) continue
    rmSync(above, { force: true })
    mkdirSync(above)
  }
  rmSync(rig.file(path), { recursive: true, force: true })
}
