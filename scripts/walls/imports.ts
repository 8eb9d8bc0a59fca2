// Shared shape of the import walls: ask one question of every import of every module.
import type { Import, Module, Tree, Violation } from './tree.ts'

/** Calls `judge` for each import; a returned sentence becomes a violation at that line. */
export function judgeImports(
  tree: Tree,
  wall: string,
  judge: (module: Module, imported: Import) => string | null,
): Violation[] {
  return tree.modules.flatMap((module) =>
    module.imports.flatMap((imported) => {
      const what = judge(module, imported)
      return what === null ? [] : [{ wall, path: module.path, line: imported.line, what }]
    }),
  )
}
