// What a thread's page needs to offer with its messages: the menu of each, and the window that one of its entries opens.
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import type { ThreadView, TurnId, TurnOrigin } from '@a-parallel/shared'
import { forkThread } from './fork.ts'
import { MessageMenu, type TurnAct } from './message-menu.tsx'
import { forgetResend } from './resend.ts'
import { RewindDialog } from './rewind-dialog.tsx'
import { tellRewound, UndoButton } from './undo.tsx'

/** A fork needs no window: nothing is lost by it. */
function useFork({ id, title }: ThreadView): (turnId: TurnId) => void {
  const navigate = useNavigate()
  return useCallback(
    (turnId) => {
      const open = (threadId: string) => void navigate({ to: '/t/$threadId', params: { threadId } })
      void forkThread({ id, title }, turnId, open)
    },
    [id, title, navigate],
  )
}

export interface TurnActs {
  /** Stable while the thread is the same. */
  ofMessage: (turnId: TurnId, into: TurnOrigin | null) => ReactNode
  ofNotice: (itemId: string) => ReactNode
  window: ReactNode
}

export function useTurnActs(view: ThreadView): TurnActs {
  const { id, turns, rewinds } = view
  const [wanted, setWanted] = useState<{ turnId: TurnId; act: Exclude<TurnAct, 'fork'> }>()
  /** The rewind whose end is told. */
  const asked = useRef<string>(undefined)
  const fork = useFork(view)
  const ofMessage = useCallback(
    (turnId: TurnId, into: TurnOrigin | null) => (
      <MessageMenu
        into={into}
        onAct={(act) => (act === 'fork' ? fork(turnId) : setWanted({ turnId, act }))}
      />
    ),
    [fork],
  )
  const ofNotice = useCallback(
    (itemId: string) => <UndoButton threadId={id} itemId={itemId} />,
    [id],
  )
  useEffect(() => {
    const rewind = rewinds.find((one) => one.id === asked.current)
    if (rewind === undefined || rewind.state === 'requested') return
    asked.current = undefined
    if (rewind.state !== 'done') return
    forgetResend(rewind.turnId)
    tellRewound(id, rewind.message === null)
  }, [rewinds, id])
  const turn = turns.find((one) => one.id === wanted?.turnId)
  const close = () => setWanted(undefined)
  const window = wanted && turn && (
    <RewindDialog
      key={`${wanted.act} ${turn.id}`}
      view={view}
      turn={turn}
      act={wanted.act}
      onClose={close}
      onAsked={(rewindId) => {
        asked.current = rewindId
        close()
      }}
    />
  )
  return { ofMessage, ofNotice, window }
}
