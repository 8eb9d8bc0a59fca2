// What the runner does with files as they are: it browses folders, finds files and definitions, and reads.
import type { FoundFile, FoundSymbol, Listing, WholeFile } from '@a-parallel/shared'
import type { ReviewAsk } from './review-port.ts'

export interface FilesRunner {
  browse(path: string): Promise<Listing>
  /** Files and folders of a checkout by what was typed of their paths, the best first; a folder ends in `/`. */
  find(ask: { path: string; query: string; limit: number }): Promise<string[]>
  /** `recent`: what was looked at, the latest first. */
  jump(
    ask: ReviewAsk & { query: string; recent: readonly string[]; most: number },
  ): Promise<{ files: FoundFile[]; among: number }>
  /**
   * `more`: than these; `cut`: it took too long, so that some files were not read.
   * `signal`: nobody waits for them any more. Reading goes no further then.
   */
  symbols(
    ask: ReviewAsk & { query: string; most: number; signal?: AbortSignal },
  ): Promise<{ symbols: FoundSymbol[]; more: boolean; cut: boolean }>
  /** Never outside of the checkout, through a link, or in a folder of git: `file_not_found`. */
  read(ask: ReviewAsk & { file: string; whole: boolean }): Promise<WholeFile>
  bytes(ask: ReviewAsk & { file: string }): Promise<{ mediaType: string; bytes: Buffer }>
}
