// The checkpoint that an update began with, by which it can be taken back whole. It is there only while one is under way.
import type { Git } from '../../core.ts'
import { checkpointPrefix, ownSignature } from '../../checkpoints/capture.ts'

export interface KeptAsk {
  repository: string
  threadId: string
}

/** The checkpoint's name among the thread's. */
export const beforeUpdate = 'update/before'

const refOf = ({ threadId }: KeptAsk) => `${checkpointPrefix(threadId)}${beforeUpdate}`

export interface Take {
  commit: string
  /** How it is called, in the message of a merge. */
  name: string
}

export interface KeptBefore {
  commit: string
  /** Where the branch was. */
  head: string
  /** Of the operation that it is for; null until one is in conflict. */
  stamp: string | null
  /** What the update takes in, one after the other. */
  takes: readonly Take[]
  /** What else the checkpoint is made on and tells: bytes that git would not write back. */
  parents: readonly string[]
  body: string
}

const taking = /^takes (.+)$/m

/** Null: no update of ours is under way. The agent may have ended it, and begun another operation. */
export async function keptBefore(git: Git, ask: KeptAsk): Promise<KeptBefore | null> {
  const format = '%(objectname)%00%(parent)%00%(contents:subject)%00%(contents:body)'
  const { text } = await git(['for-each-ref', `--format=${format}`, refOf(ask)], {
    cwd: ask.repository,
    name: 'kept-before-update',
  })
  const [commit = '', on = '', subject = '', body = ''] = text.split('\0')
  const [head = '', ...parents] = on.split(' ')
  if (commit === '' || head === '') return null
  return {
    commit,
    head,
    stamp: subject === refOf(ask) ? null : subject,
    takes: taking.exec(body)?.[1]?.split(' ').map(parseTake) ?? [],
    parents,
    body: body.replace(taking, '').trim(),
  }
}

/** `<commit>=<name>`; the name of a branch holds no space. */
function parseTake(told: string): Take {
  const [commit = '', ...name] = told.split('=')
  return { commit, name: name.join('=') || commit.slice(0, 12) }
}

/** Writes down of which operation it is, or what the update takes in. */
export async function noteBefore(
  git: Git,
  ask: KeptAsk,
  note: Partial<Pick<KeptBefore, 'stamp' | 'takes'>>,
): Promise<void> {
  const before = await keptBefore(git, ask)
  if (before === null) return
  const { commit, head, parents, body, stamp, takes } = { ...before, ...note }
  const at = { cwd: ask.repository, access: 'write' } as const
  const on = [head, ...parents].flatMap((one) => ['-p', one])
  const list = takes.map((take) => `${take.commit}=${take.name}`).join(' ')
  const told = takes.length === 0 ? body : `${body}\ntakes ${list}`
  const made = await git(['commit-tree', ...on, '-F', '-', `${commit}^{tree}`], {
    ...at,
    name: 'note-before-update',
    stdin: `${stamp ?? refOf(ask)}\n\n${told.trim()}`,
    env: ownSignature,
  })
  await git(['update-ref', refOf(ask), made.text.trim(), commit], {
    ...at,
    name: 'noted-before-update',
  })
}

export async function forgetBefore(git: Git, ask: KeptAsk): Promise<void> {
  await git(['update-ref', '--stdin'], {
    cwd: ask.repository,
    name: 'forget-before-update',
    access: 'write',
    stdin: `delete ${refOf(ask)}\n`,
  })
}
