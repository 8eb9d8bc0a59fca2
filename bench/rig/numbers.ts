// The few statistics that the figures need.

/** The value below which `share` (0…1) of the values lie. NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The machine's monotonic clock in milliseconds, the same in every process. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
