// What a refusal leads to: what was said, and the next steps that there are.
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { AlertDialog } from '../../../ui/overlays/dialog.tsx'
import { ToAccounts } from '../../host-accounts/index.ts'
import type { Worded } from '../merge/message.ts'
import { RefusalNote } from './refusal-note.tsx'
import { Unmerged } from './unmerged.tsx'
import type { Acts } from '../use-acts.ts'
import type { Work } from '../work/use-work.ts'

type Props = {
  work: Work
  acts: Acts
  /** Asks for the message of a merge first. */
  onMerge: (how: Worded) => void
}

export function Refused({ work, acts, onMerge }: Props) {
  const { t } = useTranslation()
  const { problem } = work
  if (!problem) return null
  const { code, values = {} } = problem.value
  const there = values['there']
  const closed = code === 'fetch_signed_out' || values['reason'] === 'signed-out'
  const parted = code === 'push_refused' && typeof there === 'string'
  const how = values['how'] === 'rebase' ? 'rebase' : 'merge'
  const unfetched = (code === 'fetch_failed' || code === 'fetch_signed_out') && fromBase(values)
  return (
    <RefusalNote problem={problem.value} onClose={work.forget}>
      {closed && (
        <div>
          <ToAccounts size="sm" />
        </div>
      )}
      {parted && <Parted there={there} values={values} acts={acts} />}
      {unfetched && (
        <div>
          <Button size="sm" onClick={() => void acts.update('base', how, true)}>
            {t('publish.updateHere')}
          </Button>
        </div>
      )}
      {code === 'rebase_unfit' && <ByMerge from={values['from']} acts={acts} />}
      {code === 'base_parted' && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => void acts.update('base', 'merge')}>
            {t('publish.updateByMerge')}
          </Button>
          <Button size="sm" onClick={() => void acts.update('base', 'rebase', true)}>
            {t('publish.rebaseHere', { base: values['base'] })}
          </Button>
        </div>
      )}
      <Unmerged problem={problem.value} acts={acts} onMerge={onMerge} />
    </RefusalNote>
  )
}

/** It was the base that could not be fetched: what is known of it here can still be taken in. */
function fromBase(values: Record<string, string | number>): boolean {
  return values['from'] === 'base'
}

/** The way that is left where a rebase is none. */
function ByMerge({ from, acts }: { from: string | number | undefined; acts: Acts }) {
  const { t } = useTranslation()
  const pushes = from === 'upstream'
  return (
    <div>
      <Button
        size="sm"
        onClick={() => void (pushes ? acts.recover('merge') : acts.update('base', 'merge'))}
      >
        {t(pushes ? 'publish.mergeAndPush' : 'publish.updateByMerge')}
      </Button>
    </div>
  )
}

type PartedProps = { there: string; values: Record<string, string | number>; acts: Acts }

/** What a push met is taken in, or overwritten: that comes first where all of it is what this branch was before. */
function Parted({ there, values, acts }: PartedProps) {
  const { t } = useTranslation()
  const ahead = Number(values['ahead'] ?? 0)
  const theirs = Number(values['theirs'] ?? ahead)
  const merges = Number(values['merges'] ?? 0)
  const overwrite = (
    <Overwrite
      count={theirs || ahead}
      own={theirs === 0}
      onOverwrite={() => void acts.push(there)}
    />
  )
  const merge = (
    <Button
      size="sm"
      weight={theirs === 0 ? 'quiet' : 'normal'}
      onClick={() => void acts.recover('merge')}
    >
      {t('publish.mergeAndPush')}
    </Button>
  )
  return (
    <div className="flex flex-wrap gap-2">
      {theirs === 0 && overwrite}
      {/* Onto what it was before, a rebase would bring each commit against itself; and it may lose what merges hold. */}
      {theirs === ahead && theirs > 0 && merges === 0 && (
        <Button size="sm" onClick={() => void acts.recover('rebase')}>
          {t('publish.rebaseAndPush')}
        </Button>
      )}
      {merge}
      {theirs > 0 && overwrite}
    </div>
  )
}

type OverwriteProps = {
  count: number
  /** All of it is what this branch was before. */
  own: boolean
  onOverwrite: () => void
}

function Overwrite({ count, own, onOverwrite }: OverwriteProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const safe = useRef<HTMLButtonElement>(null)
  const words = t(own ? 'publish.overwriteOwn' : 'publish.overwrite')
  return (
    <>
      <Button size="sm" weight={own ? 'normal' : 'quiet'} onClick={() => setAsking(true)}>
        {words}
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t(own ? 'publish.overwriteOwnTitle' : 'publish.overwriteTitle')}
        description={t(own ? 'publish.overwriteOwnDetail' : 'publish.overwriteDetail', { count })}
        initialFocus={safe}
        footer={
          <>
            <Button ref={safe} onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
            <Button
              weight={own ? 'primary' : 'danger'}
              onClick={() => {
                setAsking(false)
                onOverwrite()
              }}
            >
              {own ? t('publish.overwriteOwnNow') : words}
            </Button>
          </>
        }
      />
    </>
  )
}
