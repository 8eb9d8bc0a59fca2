// How two texts differ, line by line, as `git diff --no-index` tells it. They are written into a folder of ours for that,
// where no attributes, settings or filters of anybody's have a say in it.
import type { DiffHunk } from '@a-parallel/shared'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../../git/core.ts'
import { parsePatch } from '../../git/diff/parse-patch.ts'

/** Bytes. Of texts that are compared no change is longer than both of them, with their signs. */
const longest = 8 << 20

/** Lines of a change, of which more would be read by nobody. */
const mostLines = 5_000

/**
 * Null: they differ in more than is shown.
 * @param folder an empty folder of ours is made in it, and removed again.
 */
export async function compareTexts(
  git: Git,
  folder: string,
  { before, after }: { before: Buffer; after: Buffer },
): Promise<DiffHunk[] | null> {
  const place = await mkdtemp(join(folder, 'compare-'))
  try {
    await writeFile(join(place, 'before'), before, { mode: 0o600 })
    await writeFile(join(place, 'after'), after, { mode: 0o600 })
    const { text } = await git([...asText, '--', 'before', 'after'], {
      cwd: place,
      name: 'compare-skill-files',
      successExitCodes: [0, 1],
      maxOutputBytes: longest,
      // It may lie in a repository: a home folder often is one.
      env: { GIT_CEILING_DIRECTORIES: folder, GIT_ATTR_NOSYSTEM: '1' },
      settings: [
        ['core.attributesFile', '/dev/null'],
        ['core.autocrlf', 'false'],
        ['diff.suppressBlankEmpty', 'false'],
      ],
    })
    const hunks = parsePatch(text).flat()
    const lines = hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0)
    return lines > mostLines ? null : hunks
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

const asText: readonly string[] = [
  'diff',
  '--no-index',
  '--text',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--unified=3',
  '--inter-hunk-context=0',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--diff-algorithm=default',
]
