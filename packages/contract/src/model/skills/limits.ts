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
  skills: 100,
} as const
