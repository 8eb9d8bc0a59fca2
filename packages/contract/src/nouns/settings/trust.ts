// The section "trust" of a person's settings: that they keep projects restricted as they are. It permits nothing.
import { z } from 'zod'
import { Fingerprint } from '../trust/trust.ts'

const mostProjects = 500

export const TrustSettings = z.object({
  /** Project → what it brought when that was decided: once it brings something else it is asked again. */
  kept: z
    .record(z.uuid(), Fingerprint)
    .refine((all) => Object.keys(all).length <= mostProjects, `at most ${mostProjects} projects`),
})
