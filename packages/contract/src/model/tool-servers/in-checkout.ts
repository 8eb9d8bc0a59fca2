/** Whether one is a program that works in the checkout of the thread that uses it. Pure. */
export function worksInCheckout(
  transport: { type: 'stdio'; inCheckout: boolean } | { type: 'http' | 'sse' },
): boolean {
  return transport.type === 'stdio' && transport.inCheckout
}
