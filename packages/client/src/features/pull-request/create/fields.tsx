// The fields of a pull request that is about to be opened.
import type { PullRequestProposal } from '@a-parallel/shared'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Select } from '../../../ui/controls/select.tsx'
import { Switch } from '../../../ui/controls/switch.tsx'
import { TextArea } from '../../../ui/controls/text-area.tsx'
import { inputLook, TextField } from '../../../ui/controls/text-field.tsx'
import type { Draft } from './draft.ts'

type FieldsProps = {
  filled: Required<Draft>
  proposal: PullRequestProposal
  onChange: (change: Draft) => void
}

export function Fields({ filled, proposal, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const body = useId()
  const { bases, repositories } = proposal
  return (
    <>
      <TextField
        label={t('pullRequest.titleField')}
        value={filled.title}
        maxLength={256}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <div className="flex flex-col gap-1">
        <label htmlFor={body} className="text-sm font-medium">
          {t('pullRequest.body')}
        </label>
        <TextArea
          id={body}
          label={t('pullRequest.body')}
          value={filled.body}
          minLines={5}
          maxLines={14}
          maxLength={65_536}
          className={inputLook}
          onChange={(event) => onChange({ body: event.target.value })}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label={t('pullRequest.base')}
          value={filled.base}
          options={bases.map((value) => ({ value, label: value }))}
          onChange={(base) => onChange({ base })}
        />
        {repositories.length > 1 && (
          <Select
            label={t('pullRequest.repository')}
            value={filled.repository}
            options={repositories.map((value) => ({ value, label: value }))}
            onChange={(repository) => onChange({ repository })}
          />
        )}
      </div>
      <Switch
        label={t('pullRequest.draft')}
        hint={t('pullRequest.draftHint')}
        checked={filled.draft}
        onChange={(draft) => onChange({ draft })}
      />
    </>
  )
}
