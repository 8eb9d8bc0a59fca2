// What a refusal leads to: what was said, and the next steps that there are.
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { ToAccounts } from '../host-accounts/index.ts'
import { RefusalNote } from './refusal-note.tsx'
import type { Acts } from './use-acts.ts'
import type { Work } from './use-work.ts'

export function Refused({ work, acts }: { work: Work; acts: Acts }) {
  const { t } = useTranslation()
  const { problem } = work
  if (!problem) return null
  const { code, values = {} } = problem.value
  const there = values['there']
  const closed = code === 'fetch_signed_out' || values['reason'] === 'signed-out'
  const parted = code === 'push_refused' && typeof there === 'string'
  return (
    <RefusalNote problem={problem.value} onClose={work.forget}>
      {closed && (
        <div>
          <ToAccounts size="sm" />
        </div>
      )}
      {parted && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => void acts.recover('rebase')}>
            {t('publish.rebaseAndPush')}
          </Button>
          <Button size="sm" onClick={() => void acts.recover('merge')}>
            {t('publish.mergeAndPush')}
          </Button>
          <Overwrite
            count={Number(values['ahead'] ?? 0)}
            onOverwrite={() => void acts.push(there)}
          />
        </div>
      )}
      {(code === 'merge_conflicts' || code === 'rebase_first') && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => void acts.update('base', 'rebase')}>
            {t('publish.updateByRebase')}
          </Button>
          {code === 'merge_conflicts' && (
            <Button size="sm" onClick={() => void acts.update('base', 'merge')}>
              {t('publish.updateByMerge')}
            </Button>
          )}
        </div>
      )}
    </RefusalNote>
  )
}

function Overwrite({ count, onOverwrite }: { count: number; onOverwrite: () => void }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const safe = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Button size="sm" weight="quiet" onClick={() => setAsking(true)}>
        {t('publish.overwrite')}
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('publish.overwriteTitle')}
        description={t('publish.overwriteDetail', { count })}
        initialFocus={safe}
        footer={
          <>
            <Button ref={safe} onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
            <Button
              weight="danger"
              onClick={() => {
                setAsking(false)
                onOverwrite()
              }}
            >
              {t('publish.overwrite')}
            </Button>
          </>
        }
      />
    </>
  )
}
