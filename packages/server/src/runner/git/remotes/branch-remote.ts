// Where a branch is pushed, and how much of it was. Changes nothing and asks no remote.
import type { Git } from '../core.ts'

export interface BranchAtRemote {
  /** Null: HEAD is detached. */
  branch: string | null
  /** Null: the repository has no remote. */
  remote: {
    name: string
    /** Its addresses: as git would use them to push, and as they are written down. */
    urls: string[]
    /** What the branch is called there. */
    branch: string
  } | null
  /** Commits that were not pushed; null: the branch never was. */
  unpushed: number | null
}

export interface BranchAsk {
  cwd: string
  /** Without it: the one that is checked out. */
  branch: string | null
  /** What the branch began at; a branch that merely follows it is not called so at its remote. */
  base: string | null
}

export async function branchAtRemote(git: Git, ask: BranchAsk): Promise<BranchAtRemote> {
  const { cwd, base } = ask
  const branch = ask.branch ?? (await currentBranch(git, cwd))
  if (branch === null) return { branch, remote: null, unpushed: null }
  const [set, names] = await Promise.all([setFor(git, cwd, branch), remoteNames(git, cwd)])
  const name =
    [set.pushRemote, set.upstreamRemote, 'origin'].find((one) => names.includes(one)) ?? names[0]
  if (name === undefined) return { branch, remote: null, unpushed: null }
  const follows = set.upstreamRemote === name && !isBase(set.upstreamBranch, name, base)
  const there = follows && set.upstreamBranch !== '' ? set.upstreamBranch : branch
  const [urls, unpushed] = await Promise.all([
    remoteUrls(git, cwd, name),
    countUnpushed(git, cwd, { branch, tracked: `refs/remotes/${name}/${there}` }),
  ])
  return { branch, remote: { name, urls, branch: there }, unpushed }
}

function isBase(upstream: string, remote: string, base: string | null): boolean {
  return upstream === base || `${remote}/${upstream}` === base
}

async function currentBranch(git: Git, cwd: string): Promise<string | null> {
  const { code, text } = await git(['symbolic-ref', '--quiet', 'HEAD'], {
    cwd,
    name: 'current-branch',
    successExitCodes: [0, 1],
  })
  return code === 0 ? text.trim().replace('refs/heads/', '') : null
}

async function setFor(git: Git, cwd: string, branch: string) {
  const format = '%(push:remotename)%00%(upstream:remotename)%00%(upstream:remoteref)'
  const { text } = await git(['for-each-ref', `--format=${format}`, `refs/heads/${branch}`], {
    cwd,
    name: 'branch-remote',
  })
  const [pushRemote = '', upstreamRemote = '', ref = ''] = (text.split('\n')[0] ?? '').split('\0')
  return { pushRemote, upstreamRemote, upstreamBranch: ref.replace('refs/heads/', '') }
}

async function remoteNames(git: Git, cwd: string): Promise<string[]> {
  const { text } = await git(['remote'], { cwd, name: 'list-remotes' })
  return text.split('\n').filter(Boolean)
}

/** `insteadOf` may turn a short name into an address that tells the host, or one that tells it into another. */
async function remoteUrls(git: Git, cwd: string, name: string): Promise<string[]> {
  const asked = [
    ['remote', 'get-url', '--push', '--', name],
    ['config', '--get-all', `remote.${name}.url`],
  ]
  const answers = await Promise.all(
    asked.map((args) => git(args, { cwd, name: 'remote-url', successExitCodes: [0, 1, 2] })),
  )
  return [...new Set(answers.flatMap(({ text }) => text.split('\n').filter(Boolean)))]
}

async function countUnpushed(
  git: Git,
  cwd: string,
  { branch, tracked }: { branch: string; tracked: string },
): Promise<number | null> {
  const { code, text } = await git(
    ['rev-list', '--count', '--end-of-options', `${tracked}..refs/heads/${branch}`],
    { cwd, name: 'count-unpushed', successExitCodes: [0, 128] },
  )
  return code === 0 ? Number(text) : null
}
