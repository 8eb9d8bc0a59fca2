// The keys of a command, as a hint. Nothing where it has none.
import { Kbd } from '../../ui/display/kbd.tsx'
import type { CommandId } from './catalog.ts'
import { useKeysOf } from './use-keys-of.ts'

export function CommandKeys({ id }: { id: CommandId }) {
  const keys = useKeysOf(id)
  return keys === undefined ? null : <Kbd keys={keys} />
}
