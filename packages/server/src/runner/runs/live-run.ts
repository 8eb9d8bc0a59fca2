// One run being read: its journal's lines through the driver to the listener, in order; and its end.
import { realpath } from 'node:fs/promises'
import type { Ask, RunId, Signal, ThreadId, Tokens } from '@a-parallel/shared'
import type { Checkpoint, Decoder } from '../drivers/port.ts'
import type { RunEnd, RunListener } from '../port.ts'
import { followsLinksOutside } from './checkout-path.ts'
import { tailJournal, type JournalLine, type JournalTail } from './journal.ts'
import { followPrinted, withOutput } from './printed.ts'

export interface LiveRunAsk {
  runId: RunId
  threadId: ThreadId
  cwd: string
  journal: string
  scratch: string
  from: Checkpoint | null
  decoder: Decoder
  listener: RunListener
  /** Lines that the agent needs to hear back at once. */
  reply: (lines: string[]) => void
  /** Told of every signal, before the listener is. */
  watch: (signal: Signal) => void
  /** The listener refused, or the journal could not be read. Nothing behind `accepted` was taken. */
  onFailure: (cause: unknown, accepted: Checkpoint | null) => void
}

export interface LiveRun {
  readonly runId: RunId
  readonly threadId: ThreadId
  /** Reads from now on; what was said before waits in the journal. */
  begin(): void
  /** Reads what is left, then reports the end. */
  finish(end: () => Promise<RunEnd>): Promise<void>
  /** What the turn that runs has used, as far as it was told. */
  used(): Tokens | null
  /** The latest place up to which everything was taken. */
  accepted(): Checkpoint | null
  /** Stops reading; nothing more is reported. */
  detach(): Promise<void>
}

export function readRun(ask: LiveRunAsk): LiveRun {
  const { runId, threadId, listener, decoder } = ask
  let accepted = ask.from
  let detached = false
  const printed = followPrinted(ask.scratch, (news) => listener.printed(runId, threadId, news))
  printed.follow(decoder.running())
  const tail: JournalTail = tailJournal({
    file: ask.journal,
    from: ask.from?.offset ?? 0,
    onLines: takeLines,
    onFailure: (cause) => ask.onFailure(cause, accepted),
  })
  return {
    runId,
    threadId,
    begin: () => tail.begin(),
    async finish(end) {
      printed.close()
      await tail.finish()
      const how = await end()
      // Then it may not have been read to its end.
      if (!detached) listener.ended(runId, threadId, how, decoder.used())
    },
    used: () => decoder.used(),
    accepted: () => accepted,
    detach() {
      detached = true
      printed.close()
      return tail.stop()
    },
  }

  function takeLines(lines: readonly JournalLine[]): void | Promise<void> {
    const signals: Signal[] = []
    for (const line of lines) signals.push(...decode(decoder, line))
    for (const signal of signals) ask.watch(signal)
    const asks = signals.flatMap(asksOf)
    const looks = [
      ...asks.map((asked) => followLinks(ask.cwd, asked)),
      ...signals.flatMap((signal) => withOutput(ask.scratch, signal)),
    ]
    if (looks.length === 0) return pass(signals)
    return Promise.all(looks).then(() => pass(signals))
  }

  function pass(signals: Signal[]): void {
    const replies = decoder.replies()
    if (replies.length > 0) ask.reply(replies)
    const checkpoint = decoder.checkpoint()
    if (signals.length > 0) listener.signals(runId, threadId, signals, checkpoint)
    accepted = checkpoint
    printed.follow(decoder.running())
  }
}

function decode(decoder: Decoder, line: JournalLine): Signal[] {
  if (line.kind === 'line') return decoder.read(line.text, line.at, line.next)
  return decoder.skip(line.bytes, line.head, line.at, line.next)
}

function asksOf(signal: Signal): Ask[] {
  if (signal.type === 'approval-asked') return [signal.ask]
  return signal.type === 'ready' ? signal.pending : []
}

/** The driver judges a path by its letters; only the file system knows where its links lead. */
async function followLinks(cwd: string, ask: Ask): Promise<void> {
  if (ask.readsPath != null) ask.readsPath = await realpath(ask.readsPath).catch(() => null)
  if (!ask.editsCheckout || ask.detail.kind !== 'edit') return
  // Where it cannot be told (the checkout is gone), a person is asked.
  const outside = await followsLinksOutside(cwd, ask.detail.path).catch(() => true)
  if (outside) ask.editsCheckout = false
}
