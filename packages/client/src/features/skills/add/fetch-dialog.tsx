// Asks for the address of a repository with skills, and fetches it.
import type { ProjectId, StagedSkills } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stageSkills } from '../../../api/skills.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
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
          <Button
            type="submit"
            form={form}
            weight="primary"
            busy={busy}
            disabled={url.trim() === ''}
          >
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
          attempt(async () => onFetched(await stageSkills(place, { kind: 'git', url: url.trim() })))
        }}
      >
        <TextField
          type="url"
          label={t('skills.git.url')}
          placeholder={t('skills.git.example')}
          value={url}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setUrl(event.target.value)}
        />
        <Refused problem={problem} />
      </form>
    </Dialog>
  )
}
