// What the runner does with the dev servers of threads.
import type {
  DevServer,
  Instant,
  OwnerId,
  SetupOutput,
  ThreadDevServers,
  ThreadId,
} from '@a-parallel/shared'

/** A dev server of a thread; each thread has one of a name. */
export interface DevServerId {
  threadId: ThreadId
  name: string
}

export interface DevServerAsk extends DevServerId {
  owner: OwnerId
  repository: string
  cwd: string
  /** One line for the shell. */
  command: string
  /** The person's own recipe says so, and not the repository's. */
  isOwn: boolean
  port: number | null
  environment: Record<string, string>
  at: Instant
  /** Names this run: letters, digits and `-`. */
  key: string
}

export type DevServerStart =
  /** Also when it ran already. */
  | { kind: 'started' }
  /** What the checkout brings is not trusted: it did not run. */
  | { kind: 'withheld' }
  | { kind: 'failed'; detail: string }

export interface HeldDevServers extends ThreadDevServers {
  owner: OwnerId
}

/** Who listens on a port, as far as this server's own user may see it. */
export interface PortHolder {
  pid: number
  program: string
}

export interface DevServerRunner {
  /** Told of each thread whose dev servers changed, with all that it has. */
  listen(changed: (held: HeldDevServers) => void): void
  /** Takes up what earlier servers began. Asked for at once by whatever needs it. */
  takeUp(): Promise<void>
  /** How those of all threads stand, as far as they were taken up. */
  all(): HeldDevServers[]
  of(threadId: ThreadId): Promise<DevServer[]>
  start(ask: DevServerAsk): Promise<DevServerStart>
  /** Ends it with everything it started; nothing where it does not run. */
  stop(id: DevServerId): Promise<void>
  /** What its latest run has printed from an offset on. Null: it was never begun. */
  output(id: DevServerId, from: number): Promise<SetupOutput | null>
  /** Null: nobody is seen to. */
  holderOf(port: number): Promise<PortHolder | null>
  /** Ends all of a thread. */
  endAll(threadId: ThreadId): Promise<void>
  /** The threads of which any are kept. */
  threads(): Promise<ThreadId[]>
  /** Ends all of a thread, and removes what they printed. */
  forget(threadId: ThreadId): Promise<void>
  /** Lets go of all; they go on. */
  detach(): void
}
