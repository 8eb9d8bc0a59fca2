// The message of the next commit, and how it is made. What was typed stays until the commit is there.
import type { ProjectId } from '@a-parallel/shared'
import { Sparkles, TriangleAlert, Undo2 } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { keysFor } from '../../../platform/browser.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { MessageBox } from '../message-box.tsx'
import { StyleMenu } from './style-menu.tsx'

export interface CommitOptions {
  amend: boolean
  signOff: boolean
}

type Props = {
  projectId: ProjectId
  message: string
  options: CommitOptions
  /** Whether there is a commit that could be amended. */
  canAmend: boolean
  /** What is amended lies on the remote already. */
  isPushed: boolean
  proposing: boolean
  box: RefObject<HTMLTextAreaElement | null>
  onMessage: (message: string) => void
  onOptions: (options: CommitOptions) => void
  onPropose: () => void
  /** Puts back what was typed before a proposal took its place; absent where there is nothing to put back. */
  onUndo: (() => void) | undefined
  /** The key of the box undoes that too. */
  undoByKey: boolean
  onCommit: () => void
  /** Leaves the last commit as it is, where nothing else could be committed. */
  onLeave: (() => void) | undefined
}

export function CommitForm(props: Props) {
  const { message, options, canAmend, box, onMessage, onOptions, onUndo, onLeave } = props
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-1">
      <MessageBox
        box={box}
        value={message}
        minLines={2}
        maxLines={10}
        onChange={onMessage}
        onDone={props.onCommit}
        onUndo={props.undoByKey ? onUndo : undefined}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Proposal {...props} />
        {canAmend && !onLeave && (
          <Check
            label={t('publish.amend')}
            checked={options.amend}
            onChange={(amend) => onOptions({ ...options, amend })}
          />
        )}
        <Check
          label={t('publish.signOff')}
          checked={options.signOff}
          onChange={(signOff) => onOptions({ ...options, signOff })}
        />
        {onLeave && (
          <Button size="sm" weight="quiet" onClick={onLeave}>
            {t('app.cancel')}
          </Button>
        )}
      </div>
      {options.amend && props.isPushed && (
        <p className="flex items-start gap-2 text-sm text-muted">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-need" />
          {t('publish.amendsPushed')}
        </p>
      )}
    </div>
  )
}

/** Asks for a message, in which style, and has back what one had written before. */
function Proposal({ projectId, proposing, onPropose, onUndo, undoByKey }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <span className="flex items-center">
        <Button
          size="sm"
          weight="quiet"
          busy={proposing}
          icon={<Sparkles size={14} aria-hidden />}
          onClick={onPropose}
        >
          {proposing ? t('publish.proposing') : t('publish.propose')}
        </Button>
        <StyleMenu projectId={projectId} />
      </span>
      {onUndo && (
        <Button
          size="sm"
          weight="quiet"
          title={undoByKey ? keysFor('Mod+Z') : undefined}
          icon={<Undo2 size={14} aria-hidden />}
          onClick={onUndo}
        >
          {t('publish.undoProposal')}
        </Button>
      )}
    </>
  )
}

type CheckProps = { label: string; checked: boolean; onChange: (checked: boolean) => void }

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="flex min-h-7 items-center gap-1.5 text-sm text-muted touch-target">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  )
}
