// Asks for the address of a repository with skills, and fetches it.
import { readCloneAddress } from '@a-parallel/contract/model'
import type { ProjectId, StagedSkills } from '@a-parallel/shared'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stageSkills } from '../../../api/skills.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { ToAccounts } from '../../host-accounts/index.ts'
import { Refused } from '../refused.tsx'

type FetchDialogProps = {
  place: ProjectId | null
  onFetched: (staged: StagedSkills) => void
  onClose: () => void
}

const form = 'fetch-skills'

export function FetchDialog({ place, onFetched, onClose }: FetchDialogProps) {
  const { t } = useTranslation()
  const { close, cancel } = useDialogLabels()
  const [url, setUrl] = useState('')
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const read = readCloneAddress(url)
  const ready = read.kind === 'remote'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('skills.git.title')}
      description={t('skills.git.detail')}
      closeLabel={close}
      footer={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" form={form} weight="primary" busy={busy} disabled={!ready}>
            {t(busy ? 'skills.fetching' : 'skills.lookInside')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (!ready) return
          attempt(async () => onFetched(await stageSkills(place, { kind: 'git', url: url.trim() })))
        }}
      >
        <TextField
          label={t('skills.git.url')}
          placeholder={t('skills.git.example')}
          error={faultIn(read, t)}
          value={url}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          className="font-mono text-sm"
          onChange={(event) => setUrl(event.target.value)}
        />
        <Refused problem={problem} />
        {problem?.code === 'clone_signed_out' && (
          <div>
            <ToAccounts onLeave={onClose} />
          </div>
        )}
      </form>
    </Dialog>
  )
}

/** As for a clone; but a folder has a way of its own. */
function faultIn(read: ReturnType<typeof readCloneAddress>, t: TFunction): string | null {
  if (read.kind === 'remote') return null
  if (read.kind === 'folder' || read.fault === 'scheme') return t('skills.git.scheme')
  return read.fault === 'empty' ? null : t(`clone.fault.${read.fault}`)
}
