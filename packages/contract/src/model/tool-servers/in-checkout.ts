// Which tool servers run, or may run, what lies in a checkout. Pure.

/** As the agent's program calls the checkout in the environment of those that it starts. */
export const checkoutVariable = 'CLAUDE_PROJECT_DIR'

interface Program {
  command: string
  args: readonly string[]
}

type Transport = ({ type: 'stdio'; inCheckout: boolean } & Program) | { type: 'http' | 'sse' }

/** Whether one is a program that works in the checkout of the thread that uses it. */
export function worksInCheckout(
  transport: { type: 'stdio'; inCheckout: boolean } | { type: 'http' | 'sse' },
): boolean {
  return transport.type === 'stdio' && transport.inCheckout
}

/** Whether its command names the checkout of the thread that uses it, whichever that is. */
export function namesCheckout({ command, args }: Program): boolean {
  return [command, ...args].some((word) => word.includes(checkoutVariable))
}

/** Whether its command names this folder, or a path in it. @param folder absolute. */
export function namesFolder({ command, args }: Program, folder: string): boolean {
  return [command, ...args].some((word) =>
    word
      .split(folder)
      .slice(1)
      .some((rest) => !/^[\p{L}\p{N}_.-]/u.test(rest)),
  )
}

/**
 * Whether one may run what lies where a thread works: then it is given only where what that brings is trusted. It works there,
 * or its command names a path there, of which nobody can tell whether it is run or only read.
 * @param at null: beside no thread and in no project.
 */
export function usesCheckout(
  transport: Transport,
  at: { repository: string; checkout: string } | null,
): boolean {
  if (transport.type !== 'stdio') return false
  if (transport.inCheckout) return true
  if (at === null) return false
  return (
    namesCheckout(transport) ||
    [at.repository, at.checkout].some((folder) => namesFolder(transport, folder))
  )
}
