// What a process has used, as Linux tells it. Elsewhere everything is NaN.
import { readFileSync } from 'node:fs'

export interface Usage {
  /** User and system time of the process itself, its ended children not counted. Steps of 10 ms. */
  cpuMs: number
  /** Resident now. */
  residentMb: number
  /** The most that was resident since the start. */
  peakMb: number
}

const ticksPerSecond = 100

export function usageOf(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold blanks; utime and stime are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
    return {
      cpuMs: (ticks * 1000) / ticksPerSecond,
      residentMb: kilobytes('VmRSS') / 1024,
      peakMb: kilobytes('VmHWM') / 1024,
    }
  } catch {
    // Not Linux, or the process is gone: there is nothing to tell.
    return { cpuMs: Number.NaN, residentMb: Number.NaN, peakMb: Number.NaN }
  }
}
