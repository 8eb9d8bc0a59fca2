// One file's text → its syntax tree, comments and imports. Must not touch the disk.
import { parseSync, Visitor } from 'rolldown/utils'

type ParseResult = ReturnType<typeof parseSync>

export interface RawImport {
  specifier: string
  line: number
  /** True when nothing of it survives compilation. */
  typeOnly: boolean
}

export interface Parsed {
  program: ParseResult['program']
  comments: ParseResult['comments']
  imports: RawImport[]
  /** The 1-based line of an offset. */
  lineOf: (offset: number) => number
  lineCount: number
}

function lineFinder(code: string): (offset: number) => number {
  const starts = [0]
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}

/** `import()` of a plain string and `import('…').Type`: neither is in the parser's list of static imports. */
function lateImports(
  program: Parsed['program'],
  add: (specifier: string, start: number, typeOnly: boolean) => void,
): void {
  new Visitor({
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal' && typeof source.value === 'string')
        add(source.value, start, false)
    },
    TSImportType: ({ source, start }) => add(source.value, start, true),
  }).visit(program)
}

/** Parses one module. Throws an error that names the file where its syntax is wrong. */
export function parseModule(path: string, code: string): Parsed {
  const { program, comments, errors, module } = parseSync(path, code)
  const first = errors[0]
  if (first !== undefined) throw new Error(`${path} does not parse: ${first.message}`)
  const lineOf = lineFinder(code)
  const imports: RawImport[] = []
  const add = (specifier: string, start: number, typeOnly: boolean) =>
    imports.push({ specifier, line: lineOf(start), typeOnly })
  for (const { moduleRequest, entries, start } of module.staticImports)
    add(moduleRequest.value, start, entries.length > 0 && entries.every((entry) => entry.isType))
  for (const { entries, start } of module.staticExports) {
    for (const specifier of new Set(entries.flatMap((entry) => entry.moduleRequest?.value ?? []))) {
      const named = entries.filter((entry) => entry.moduleRequest?.value === specifier)
      add(
        specifier,
        start,
        named.every((entry) => entry.isType),
      )
    }
  }
  lateImports(program, add)
  const lineCount = code === '' ? 0 : lineOf(code.endsWith('\n') ? code.length - 1 : code.length)
  return { program, comments, imports, lineOf, lineCount }
}
