// How a project's worktrees are made ready: the repository's recipe, as a file in the checkout, and the person's own.
import { readRecipe } from '@a-parallel/contract/model'
import type { Project, ProjectRecipe } from '@a-parallel/shared'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useRecipe, useRecipeWrites } from '../../../api/recipe.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { EmptyState } from '../../../ui/display/empty-state.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { useRecipeDraft } from './draft.ts'
import { ProposalSection } from './proposal-section.tsx'
import { RecipeField } from './recipe-field.tsx'
import { VariableList } from './variable-list.tsx'

/** Mount anew for each project. */
export function RecipePage({ project }: { project: Project }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useRecipe(project.id)
  if (error && !data) {
    const again = <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
    return <EmptyState title={words(problemOf(error)).text} action={again} />
  }
  if (!data) return <Skeleton lines={['60%', '90%', '80%', '50%']} className="p-6" />
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-6 py-6 max-md:px-4">
        <div className="flex flex-col gap-3">
          <p className="text-pretty text-muted">{t('recipe.lead')}</p>
          <VariableList />
        </div>
        <OfRepository project={project} recipe={data} />
        <Own project={project} recipe={data} />
      </div>
    </div>
  )
}

type Props = { project: Project; recipe: ProjectRecipe }

const example = `{
  "files": { "copy": [".env"] },
  "folders": { "copy": ["node_modules"] },
  "ports": ["PORT"],
  "commands": [
    {
      "name": "install",
      "command": "npm install"
    }
  ],
  "servers": [
    {
      "name": "web",
      "command": "npm run dev -- --port $PORT",
      "port": "PORT"
    }
  ]
}
`

function OfRepository({ project: { id }, recipe: { file, isCommitted } }: Props) {
  const { t } = useTranslation()
  const { write, again } = useRecipeWrites(id)
  const draft = useRecipeDraft(`recipe.${id}.file`, file)
  const box = useRef<HTMLTextAreaElement>(null)
  return (
    <>
      <RecipeField
        title={t('recipe.file')}
        detail={t('recipe.fileDetail')}
        there={file}
        draft={draft}
        box={box}
        none={t('recipe.none')}
        example={example}
        note={file !== null && !isCommitted ? t('recipe.uncommitted') : null}
        onSave={write}
        onRefused={again}
      />
      <ProposalSection
        projectId={id}
        box={box}
        isTaken={draft.isChanged && draft.text.trim() !== ''}
        onTake={draft.write}
      />
    </>
  )
}

const ownExample = '{\n  "files": { "copy": [".env"] }\n}\n'

function Own({ project: { id }, recipe: { file, own } }: Props) {
  const { t } = useTranslation()
  const { writeOwn, again } = useRecipeWrites(id)
  const draft = useRecipeDraft(`recipe.${id}.own`, own)
  const box = useRef<HTMLTextAreaElement>(null)
  const beside = useMemo(() => {
    const read = readRecipe(file ?? '{}')
    return read.kind === 'read' ? read.recipe : undefined
  }, [file])
  return (
    <RecipeField
      title={t('recipe.own')}
      detail={t('recipe.ownDetail')}
      there={own}
      draft={draft}
      box={box}
      beside={beside}
      none={t('recipe.ownNone')}
      example={ownExample}
      note={null}
      onSave={writeOwn}
      onRefused={again}
      onRemove={(was) => writeOwn(null, was)}
    />
  )
}
