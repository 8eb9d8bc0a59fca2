// What lies on the disk: the checkouts of all projects, what each takes, and the way to remove what is no thread's.
import type { DiskSize } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { callApi } from '../call.ts'

const key = ['disk']

export function useDisk() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi('listDisk', {}, { signal }),
    staleTime: 0,
  })
}

/** What would go with a folder; asked for when somebody is about to remove it. */
export function useDiskAtStake(path: string) {
  return useQuery({
    queryKey: ['disk-at-stake', path],
    queryFn: ({ signal }) => callApi('readDiskAtStake', { query: { path } }, { signal }),
    gcTime: 0,
  })
}

/** Resolves when it is gone, and rejects with the refusal. */
export function useDiskRemoval() {
  const queries = useQueryClient()
  return async (path: string) => {
    await callApi('removeFromDisk', { query: { path } })
    await queries.invalidateQueries({ queryKey: key })
  }
}

/** Begins a thread in a worktree that somebody else made. Resolves with its id, and rejects with the refusal. */
export function useAdopting() {
  const queries = useQueryClient()
  return async (path: string, prompt: string) => {
    const { id } = await callApi('adoptFromDisk', { body: { path, prompt } })
    await queries.invalidateQueries({ queryKey: key })
    return id
  }
}

/** Measures folders one after the other, until it is told to stop. */
export function useMeasuring(failed: (cause: unknown) => void) {
  const [sizes, setSizes] = useState<ReadonlyMap<string, DiskSize>>(new Map())
  const [now, setNow] = useState<string | null>(null)
  const stopping = useRef<AbortController>(undefined)
  const measure = async (paths: readonly string[]) => {
    const { signal } = (stopping.current = new AbortController())
    try {
      for (const path of paths) {
        if (signal.aborted) break
        setNow(path)
        const size = await callApi('measureDisk', { query: { path } }, { signal })
        setSizes((before) => new Map(before).set(path, size))
      }
    } catch (cause) {
      if (!signal.aborted) failed(cause)
    } finally {
      setNow(null)
    }
  }
  return { sizes, now, measure, stop: () => stopping.current?.abort() }
}
