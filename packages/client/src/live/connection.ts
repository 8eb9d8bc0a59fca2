// The life of the connection as a machine: signed out, trying, connected, waiting for the next try.
// It never gives up; a person, a network that came back or a tab that is looked at again cut the waiting short.
import { assign, createActor, setup } from 'xstate'
import { retryDelay } from './backoff.ts'
import { socketActor, type SocketInput, type SocketReport } from './socket.ts'

export interface ConnectionInput extends Omit<SocketInput, 'token'> {
  token: string | undefined
  /** Asks whether the server still knows us, after a connection that never opened. Its answer comes as `token`. */
  probe: () => void
  chance: () => number
  now: () => number
}

interface Context {
  ports: ConnectionInput
  token: string | undefined
  /** Tries since the last success, the running one included. */
  tries: number
  retryAt: number
}

export type ConnectionEvent =
  | SocketReport
  | { type: 'retry' }
  | { type: 'token'; token: string | undefined }

const machine = setup({
  // XState's way to state types: a value that is never read.
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- without it the machine has no types
  types: {} as { context: Context; events: ConnectionEvent; input: ConnectionInput },
  actors: { socket: socketActor },
  delays: { untilRetry: ({ context }) => Math.max(0, context.retryAt - context.ports.now()) },
  actions: {
    takeToken: assign(({ event }) =>
      event.type === 'token' ? { token: event.token, tries: 0 } : {},
    ),
    count: assign({ tries: ({ context }) => context.tries + 1 }),
    plan: assign({
      retryAt: ({ context }) =>
        context.ports.now() + retryDelay(context.tries, context.ports.chance()),
    }),
    probe: ({ context }) => context.ports.probe(),
  },
  guards: {
    another: ({ context, event }) => event.type === 'token' && event.token !== context.token,
    neverOpened: ({ event }) => event.type === 'closed' && !event.opened,
  },
})

const connectionMachine = machine.createMachine({
  context: ({ input }) => ({ ports: input, token: input.token, tries: 0, retryAt: 0 }),
  initial: 'deciding',
  on: {
    token: {
      guard: 'another',
      target: '.deciding',
      actions: 'takeToken',
    },
  },
  states: {
    deciding: {
      always: [
        { guard: ({ context }) => context.token === undefined, target: 'signedOut' },
        { target: 'online' },
      ],
    },
    signedOut: {},
    online: {
      entry: 'count',
      invoke: {
        src: 'socket',
        input: ({ context: { ports, token = '' } }) => ({ ...ports, token }),
      },
      initial: 'opening',
      states: { opening: { on: { opened: 'open' } }, open: { entry: assign({ tries: 0 }) } },
      on: {
        closed: [
          { guard: 'neverOpened', target: 'waiting', actions: 'probe' },
          { target: 'waiting' },
        ],
      },
    },
    waiting: {
      entry: 'plan',
      after: { untilRetry: 'online' },
      on: { retry: 'online' },
    },
  },
})

/** Not connected before it is started. */
export function openConnection(input: ConnectionInput) {
  return createActor(connectionMachine, { input })
}
