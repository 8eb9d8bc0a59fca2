// What an agent is told when a turn begins: the turn's own words, and in front of them what the agent cannot know of
// itself. Pure, and the same whenever it is asked for: a server that comes back says it again.
import { checkoutPath } from '@a-parallel/contract/model'
import type { ImportOrigin, Item, ThreadView, Turn } from '@a-parallel/shared'

type ToolCall = Extract<Item, { kind: 'tool-call' }>

/** Characters of an account of what was lost, and of one entry in it. */
const accountLimit = 20_000
const entryLimit = 4_000
const mostCalls = 50

export function wordsOf(view: ThreadView, turn: Turn): string {
  // A conversation without a name has not begun: whatever the thread holds, this agent has never heard of it.
  const begins = !view.run?.agentVersion && !view.run?.copies
  const known = begins ? accountOf(view, turn) : interruptionOf(view, turn)
  return known === '' ? turn.text : `${known}\n\n${turn.text}`
}

/**
 * A call without an answer vanishes from the history that a resumed agent is shown: it would not know that the call may
 * have run. Where nothing was told in between (a command to the agent goes as it is), what is older is told as well.
 */
function interruptionOf(view: ThreadView, turn: Turn): string {
  if (isCommand(turn)) return ''
  const untold: Turn[] = []
  for (const earlier of begunBefore(view, turn).toReversed()) {
    untold.unshift(earlier)
    const heard = tracesOf(view, earlier).length > 0
    if (heard && earlier.origin !== 'agent' && !isCommand(earlier)) break
  }
  const traces = untold.flatMap((earlier) => tracesOf(view, earlier))
  const broken = untold.some((earlier) => wasBroken(earlier) && tracesOf(view, earlier).length > 0)
  const cut = traces.filter(wasCut).map(({ title }) => `- ${title}`)
  const told = cut.length > 0 || broken ? ['Your last turn was interrupted.'] : []
  told.push(...setBack(view, turn), ...moved(view, untold))
  if (untold.some(({ problem }) => problem?.code === 'worktree_missing')) told.push(gone)
  if (cut.length > 0) told.push(`${mayHaveRun}\n${cut.slice(-mostCalls).join('\n')}`)
  return told.join('\n\n')
}

/** Its memory is full of paths in another checkout, and none of these turns was a word to it about that. */
function moved(view: ThreadView, untold: readonly Turn[]): string[] {
  const { imported, origin, worktree } = view
  if (imported && untold.some(({ startedAt }) => (startedAt ?? '') <= imported.at))
    return broughtHere(view, imported)
  if (!origin || !worktree || !untold.some(({ id }) => id === origin.turnId)) return []
  return [`${forked} ${worktree.path}`]
}

/** The program's own session goes on existing, and its folder may be somebody's. */
function broughtHere(view: ThreadView, { folder }: ImportOrigin): string[] {
  const path = checkoutPath(view)
  if (path === null) return []
  return path === folder ? [] : [`${brought} ${path}`]
}

const brought =
  'This conversation was held in another folder and goes on in a thread of its own. What lies in that folder, and was not committed there, did not come along: read files again before you rely on what you know of them, and never touch that folder. Everything of yours is now in'

const forked =
  'This conversation was copied into a thread of its own, with the files as they were here. Another agent goes on with the original in its own folder: never touch that one. Everything of yours is now in'

/** What it saw of files no longer holds. */
function setBack(view: ThreadView, turn: Turn): string[] {
  const since = begunBefore(view, turn).at(-1)?.startedAt ?? ''
  const until = turn.startedAt ?? '9'
  const lately = view.rewinds.filter(
    ({ state, at }) => (state === 'done' || state === 'undone') && at > since && at < until,
  )
  if (lately.some(({ what }) => what !== 'conversation')) return [filesSetBack]
  return lately.length > 0 ? [filesWentOn] : []
}

const filesSetBack =
  'The person set the files in your working directory back to an earlier state, without moving any branch. Read files again before you rely on what you know of them.'
const filesWentOn =
  'The person took later messages of this conversation back. The files in your working directory were left as they are, so they may differ from what you remember.'
const gone =
  'Your working directory was deleted. It has been made again from your branch: what you had not committed is gone.'
const mayHaveRun = 'These were cut off and may have run in part; check before you repeat them:'

function wasBroken({ state, reason }: Turn): boolean {
  return state === 'failed' || reason === 'lost'
}

/** A text that begins with a slash is meant for the agent's program, not for the model. */
function isCommand({ text }: Turn): boolean {
  return text.startsWith('/')
}

function begunBefore(view: ThreadView, turn: Turn): Turn[] {
  return view.turns.filter((other) => other.id !== turn.id && other.startedAt !== null)
}

/** What an agent did in a turn. */
export function tracesOf(view: ThreadView, turn: Turn): Item[] {
  return view.items.filter(
    (item) => item.turnId === turn.id && item.kind !== 'user-message' && item.kind !== 'notice',
  )
}

function wasCut(item: Item): item is ToolCall {
  return item.kind === 'tool-call' && item.state === 'interrupted'
}

/** What the log holds of a conversation that no agent knows any more; empty when there was none. */
function accountOf(view: ThreadView, turn: Turn): string {
  const entries = begunBefore(view, turn).flatMap((earlier) => entriesOf(view, earlier, turn))
  if (entries.length === 0) return ''
  const todo = todoOf(view)
  const lines = todo === '' ? entries : [...entries, todo]
  let length = 0
  const kept = lines
    .toReversed()
    .filter((line) => (length += line.length + 1) <= accountLimit)
    .toReversed()
  return [
    'The conversation so far was lost. This is what is left of it; look at the files for the rest.',
    ...(kept.length < lines.length ? ['(What came first is left out.)'] : []),
    ...kept,
    'Now:',
  ].join('\n')
}

/** A turn as a few lines: what was wanted, what was done, and the last words about it. */
function entriesOf(view: ThreadView, earlier: Turn, now: Turn): string[] {
  const traces = tracesOf(view, earlier)
  const wanted = earlier.origin === 'person' && earlier.text !== now.text
  const calls = traces.filter((item) => item.kind === 'tool-call' && item.parentId === null)
  const last = traces.findLast((item) => item.kind === 'agent-message' && item.parentId === null)
  return [
    ...(wanted ? [`The person wrote: ${short(earlier.text)}${imagesWith(earlier)}`] : []),
    ...calls.map((item) =>
      item.kind === 'tool-call' ? `You ran: ${item.title} (${item.state})` : '',
    ),
    ...(last?.kind === 'agent-message' ? [`You said: ${short(last.text)}`] : []),
  ]
}

/** Their bytes are not told again. */
function imagesWith({ images = [] }: Turn): string {
  return images.length === 0 ? '' : ` (with images: ${images.length})`
}

function todoOf(view: ThreadView): string {
  const last = view.items.findLast(
    (item) => item.kind === 'tool-call' && item.detail.kind === 'todo',
  )
  if (last?.kind !== 'tool-call' || last.detail.kind !== 'todo') return ''
  const entries = last.detail.entries.map(({ text, state }) => `- ${text} (${state})`)
  return entries.length === 0 ? '' : `Your list of things to do:\n${entries.join('\n')}`
}

function short(text: string): string {
  return text.length <= entryLimit ? text : `${text.slice(0, entryLimit)}…`
}
