// The way to the commits of the branch, to one of them, and back to where one was.
import { useCallback, useEffect, useRef, useState } from 'react'
import { toReview } from '../model/scope.ts'
import type { InsideProps } from '../pane-props.ts'
import type { WalkedListHandle } from '../../../ui/layout/walked-list.tsx'

export function useHistory({ history, between, region, onScope, onHistory }: InsideProps) {
  const commits = useRef<WalkedListHandle>(null)
  const [last, setLast] = useState(between.commit)
  if (between.commit !== undefined && between.commit !== last) setLast(between.commit)
  const scope = useRef(onScope)
  useEffect(() => {
    scope.current = onScope
  })
  // What had the focus goes away.
  const stay = useCallback(() => region.current?.focus({ preventScroll: true }), [region])
  const onOpen = useCallback(
    (oid: string) => {
      scope.current({ scope: 'commit', commit: oid })
      stay()
    },
    [stay],
  )
  const onTurn = () => {
    stay()
    if (history) onScope(toReview)
    else onHistory()
  }
  return {
    commits,
    step: (by: 1 | -1) => commits.current?.move(by),
    last,
    onOpen,
    onHistory: onTurn,
  }
}
