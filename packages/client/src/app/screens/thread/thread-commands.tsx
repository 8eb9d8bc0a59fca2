// What can be done to the thread on screen by its name: stop, archive, delete, find a file. Its title renames it.
import { threadStatus } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../../../features/commands/index.ts'
import { Jump } from '../../../features/jump/index.ts'
import { archiveThread, DeleteDialog } from '../../../features/threads/index.ts'
import type { Review } from './review/use-review.ts'

export type ThreadCommandsProps = {
  view: ThreadView
  /** Undefined while there is nothing to stop. */
  onStop: (() => void) | undefined
  review: Review
}

export function ThreadCommands({ view, onStop, review }: ThreadCommandsProps) {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const { title: name, archived } = view
  const atRest = !['running', 'waiting', 'pending'].includes(threadStatus(view))
  useCommand('stopThread', () => onStop?.(), { name, when: onStop !== undefined })
  useCommand('archiveThread', () => void archiveThread(view), { name, when: atRest && !archived })
  useCommand('deleteThread', () => setAsking(true), { name, when: atRest })
  const close = () => setAsking(false)
  return (
    <>
      <Jump
        threadId={view.id}
        name={name}
        shown={review.read?.path ?? null}
        onOpen={review.onFile}
      />
      {asking && (
        <DeleteDialog thread={view} onClose={close} onDeleted={() => void navigate({ to: '/' })} />
      )}
    </>
  )
}
