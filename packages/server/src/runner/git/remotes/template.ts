// What a repository wants pull requests to say: its template, where GitHub looks for it. Read from commits, never from the
// checkout; a link is followed nowhere.
import type { Git } from '../core.ts'

export interface TemplateAsk {
  cwd: string
  remote: string | null
  /** Branches of the remote, the one whose template it is first. */
  branches: readonly string[]
}

/** docs.github.com, "Creating a pull request template": in this order, whatever the letters' size. */
const folders = ['.github/', '', 'docs/']
const single = /^pull_request_template(\.(md|txt))?$/i
const several = /^pull_request_template$/i
/** Bytes. GitHub takes no longer text. */
const longest = 65_536

/** Null: there is none, or there are several that a person would have to choose from. */
export async function readTemplate(git: Git, ask: TemplateAsk): Promise<string | null> {
  const { cwd } = ask
  const commit = await commitOf(git, ask)
  if (commit === null) return null
  const found = []
  for (const folder of folders) found.push(await entriesIn(git, cwd, `${commit}:${folder}`))
  const file = found.flat().find(({ kind, name }) => kind === 'file' && single.test(name))
  if (file) return textOf(git, cwd, file.oid)
  const folder = found.flat().find(({ kind, name }) => kind === 'folder' && several.test(name))
  const inside = folder ? await entriesIn(git, cwd, folder.oid) : []
  const [only, ...more] = inside.filter(({ kind, name }) => kind === 'file' && /\.md$/i.test(name))
  return only && more.length === 0 ? textOf(git, cwd, only.oid) : null
}

async function commitOf(git: Git, { cwd, remote, branches }: TemplateAsk): Promise<string | null> {
  const there = (branch: string) => (remote === null ? [] : [`refs/remotes/${remote}/${branch}`])
  for (const branch of branches)
    for (const ref of [...there(branch), `refs/heads/${branch}`]) {
      const { code, text } = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], {
        cwd,
        name: 'template-commit',
        successExitCodes: [0, 1, 128],
      })
      if (code === 0) return text.trim()
    }
  return null
}

interface Entry {
  name: string
  oid: string
  kind: 'file' | 'folder' | 'other'
}

/** Of a tree that need not be there. */
async function entriesIn(git: Git, cwd: string, tree: string): Promise<Entry[]> {
  const { code, text } = await git(['ls-tree', '-z', '--full-tree', tree.replace(/\/$/, '')], {
    cwd,
    name: 'template-files',
    successExitCodes: [0, 128],
  })
  if (code !== 0) return []
  return text.split('\0').flatMap((record): Entry[] => {
    const [, mode = '', oid = '', name = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([^]+)$/.exec(record) ?? []
    if (name === '') return []
    const kind = mode === '040000' ? 'folder' : /^1006|^1007/.test(mode) ? 'file' : 'other'
    return [{ name, oid, kind }]
  })
}

async function textOf(git: Git, cwd: string, oid: string): Promise<string> {
  const { text } = await git(['cat-file', 'blob', oid], {
    cwd,
    name: 'template',
    enoughBytes: longest,
  })
  return text.replaceAll('\r\n', '\n').trim()
}
