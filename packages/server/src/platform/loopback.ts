// What HOST means: the addresses that are listened on, and the names by which the server is spoken to. Pure.
// Must never name an address that another machine reaches.

/** What HOST may be. `localhost` is both addresses; `[::1]` is read as `::1`. */
export const loopbacks = ['localhost', '127.0.0.1', '::1'] as const
export type Loopback = (typeof loopbacks)[number]
export type Address = Exclude<Loopback, 'localhost'>

/** Null for what is not this machine's loopback. */
export function readLoopback(given: string): Loopback | null {
  const plain = given === '[::1]' ? '::1' : given
  return loopbacks.find((host) => host === plain) ?? null
}

/** What is listened on; the first must be had, the second is left out where the machine has no IPv6. */
export function addressesOf(host: Loopback): [first: Address, second?: Address] {
  return host === 'localhost' ? ['127.0.0.1', '::1'] : [host]
}

/** The origin that is told to people. */
export function originOf(host: Loopback, port: number): string {
  return `http://${host === '::1' ? '[::1]' : host}:${port}`
}

/** Every origin that leads here: `localhost` may be either address, and no other name can be made to mean it. */
export function originsOf(host: Loopback, port: number): string[] {
  const named = host === 'localhost' ? loopbacks : ['localhost' as const, host]
  return named.map((name) => originOf(name, port))
}
