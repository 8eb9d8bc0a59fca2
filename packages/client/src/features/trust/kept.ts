// That a person has chosen to keep a project restricted as it is; it is asked again once it brings something else.
import type { Trust } from '@a-parallel/shared'
import { store, stored } from '../../platform/browser.ts'

const keyOf = (projectId: string) => `kept-restricted.${projectId}`

export function isKeptRestricted({ projectId, fingerprint }: Trust): boolean {
  return stored(keyOf(projectId)) === fingerprint
}

export function keepRestricted({ projectId, fingerprint }: Trust): void {
  store(keyOf(projectId), fingerprint)
}
