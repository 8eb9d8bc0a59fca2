// The mode that allows everything: never in a checkout that is not the thread's own, and only where it was switched on.
import { Problem } from '@a-parallel/contract/model'
import type { PermissionMode, ThreadMode } from '@a-parallel/shared'

export function refuseBypass(
  chosen: PermissionMode | null | undefined,
  mode: ThreadMode,
  allowed: () => boolean,
): void {
  if (chosen !== 'bypass') return
  if (mode !== 'worktree')
    throw new Problem('bypass_local', 'This thread works in the project’s own checkout.')
  if (!allowed())
    throw new Problem('bypass_off', 'Switch it on in the settings, under Permissions, first.')
}
