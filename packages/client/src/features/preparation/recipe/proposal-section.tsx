// The setup files of other programs, read when a person asks for it: what a recipe would say in their place, to be looked at.
import type { ProjectId, RecipeProposal } from '@a-parallel/shared'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { TakeProposal, type Taking } from './take-proposal.tsx'

export type ProposalSectionProps = Taking & { projectId: ProjectId }

export function ProposalSection({ projectId, ...taking }: ProposalSectionProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const id = useId()
  const [proposal, setProposal] = useState<RecipeProposal>()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const look = () =>
    attempt(async () => setProposal(await callApi('proposeRecipe', { params: { id: projectId } })))
  return (
    <section aria-labelledby={id} className="flex flex-col items-start gap-2">
      <h2 id={id} className="text-lg font-medium">
        {t('recipe.rivals')}
      </h2>
      <p className="text-sm text-pretty text-muted">{t('recipe.rivalsDetail')}</p>
      <Button busy={busy} onClick={look}>
        {t('recipe.rivalsLook')}
      </Button>
      {problem && (
        <p role="alert" className="text-sm text-fail">
          {words(problem).text}
        </p>
      )}
      <output className="w-full min-w-0">
        {proposal && <Proposal proposal={proposal} {...taking} />}
      </output>
    </section>
  )
}

function Proposal({
  proposal: { found, text, notes },
  ...taking
}: Taking & { proposal: RecipeProposal }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (found.length === 0) return <p className="text-sm">{t('recipe.rivalsNone')}</p>
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-sm">{t('recipe.rivalsFound', { files: format.list(found) })}</p>
      {text !== null && (
        <ScrollBox
          as="pre"
          label={t('recipe.proposal')}
          className="max-h-80 w-full overflow-auto rounded-md border border-line bg-code px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere"
        >
          {text}
        </ScrollBox>
      )}
      {notes.length > 0 && (
        <ul aria-label={t('recipe.rivalsNotes')} className="flex flex-col gap-0.5 text-sm">
          {notes.map(({ file, why, said }) => (
            <li key={`${file} ${why} ${said}`} className="flex flex-wrap gap-x-2">
              <span className="text-muted">{file}</span>
              <code className="min-w-0 wrap-anywhere">{said}</code>
              <span className="min-w-0 text-need">{t(`recipe.rivalNote.${why}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {text !== null && <TakeProposal text={text} {...taking} />}
    </div>
  )
}
