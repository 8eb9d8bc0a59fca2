// Which commit is looked at: what its author says of it, the way to its neighbours, and back to all of them.
import { ArrowDown, ArrowUp, ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ThreadId } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { NamedText, OneLine } from '../../../ui/text/named-text.tsx'
import { useKeysOf } from '../../commands/index.ts'
import { CommitFacts, CommitMarks } from './commit-facts.tsx'
import { useCommit, type Commit } from './use-commits.ts'

type CommitBarProps = {
  threadId: ThreadId
  oid: string
  state: BranchState | undefined
  onOpen: (oid: string) => void
  onBack: () => void
}

export function CommitBar({ threadId, oid, state, onOpen, onBack }: CommitBarProps) {
  const { t } = useTranslation()
  const keys = useKeysOf('reviewHistory')
  const { commit, newer, older } = useCommit(threadId, oid)
  const remote = (state?.remotes.length ?? 0) > 0
  const to = (other: Commit | undefined, label: string, Icon: typeof ArrowUp) => (
    <IconButton
      size="sm"
      label={label}
      disabled={!other}
      icon={<Icon size={14} aria-hidden />}
      onClick={() => other && onOpen(other.oid)}
    />
  )
  return (
    <div className="flex shrink-0 flex-col gap-1 border-b border-line bg-sidebar px-3 py-1.5">
      <div className="flex items-center gap-1">
        <Button
          size="sm"
          weight="quiet"
          title={keys}
          icon={<ChevronLeft size={14} aria-hidden />}
          onClick={onBack}
          className="-ms-2"
        >
          {t('review.history.all')}
        </Button>
        <span className="ms-auto flex items-center gap-1">
          {commit && <CommitMarks commit={commit} remote={remote} />}
          {to(newer, t('review.history.newer'), ArrowUp)}
          {to(older, t('review.history.older'), ArrowDown)}
        </span>
      </div>
      {commit ? (
        <>
          <p className="text-sm font-medium wrap-anywhere">
            <OneLine text={commit.subject} />
          </p>
          {commit.body !== '' && (
            <p className="scroll-thin max-h-28 overflow-y-auto text-sm wrap-anywhere whitespace-pre-wrap text-muted">
              <NamedText text={commit.body} />
            </p>
          )}
          <CommitFacts commit={commit} />
        </>
      ) : (
        <p className="font-mono text-sm">{oid.slice(0, 12)}</p>
      )}
      {commit && commit.parents.length > 1 && (
        <p className="text-xs text-muted">{t('review.history.ofMerge')}</p>
      )}
    </div>
  )
}
