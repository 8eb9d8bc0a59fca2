// What a skill, and an archive of skills, may hold at most.

/** `packedBytes`: of an archive as it is sent. `ratio`: unpacked bytes for each packed one, above `ratioFrom` bytes. */
export const skillLimits = {
  files: 2_000,
  bytes: 50 << 20,
  packedBytes: 50 << 20,
  ratio: 100,
  ratioFrom: 1 << 20,
  /** Of a text that is written or shown. */
  textBytes: 256 << 10,
  /** Of a file that is read on, piece by piece. */
  pieceBytes: 64 << 10,
  /** Of each side of a change that is shown line by line. */
  comparedBytes: 512 << 10,
  skills: 100,
  /** Threads that are told of by name where a skill was used. */
  threads: 20,
} as const
