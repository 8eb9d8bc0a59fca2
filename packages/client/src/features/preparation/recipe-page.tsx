// How a project's worktrees are made ready: the repository's recipe, as a file in the checkout, and the person's own.
import { readRecipe } from '@a-parallel/contract/model'
import type { Project, ProjectRecipe } from '@a-parallel/shared'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRecipe, useRecipeWrites } from '../../api/recipe.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { ProposalSection } from './proposal-section.tsx'
import { RecipeField } from './recipe-field.tsx'
import { VariableList } from './variable-list.tsx'

export function RecipePage({ project }: { project: Project }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useRecipe(project.id)
  if (error && !data) {
    const again = <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
    return <EmptyState title={words(problemOf(error)).text} action={again} />
  }
  if (!data) return <Skeleton lines={['60%', '90%', '80%', '50%']} className="p-6" />
  return <Recipes project={project} recipe={data} />
}

const example = `{
  "files": { "copy": [".env"] },
  "folders": { "copy": ["node_modules"] },
  "ports": ["PORT"],
  "commands": [{ "name": "install", "command": "npm install" }],
  "servers": [{ "name": "web", "command": "npm run dev -- --port $PORT", "port": "PORT" }]
}
`

function Recipes({ project, recipe }: { project: Project; recipe: ProjectRecipe }) {
  const { t } = useTranslation()
  const { write, writeOwn, again } = useRecipeWrites(project.id)
  const { file, own, isCommitted } = recipe
  const beside = useMemo(() => {
    const read = readRecipe(file ?? '{}')
    return read.kind === 'read' ? read.recipe : undefined
  }, [file])
  const [taken, setTaken] = useState<{ text: string; times: number }>()
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-6 py-6 max-md:px-4">
        <div className="flex flex-col gap-3">
          <p className="text-pretty text-muted">{t('recipe.lead')}</p>
          <VariableList />
        </div>
        <RecipeField
          // What another wrote meanwhile is another text to begin from.
          key={`file ${file} ${taken?.times}`}
          title={t('recipe.file')}
          detail={t('recipe.fileDetail')}
          text={file}
          begin={taken?.text}
          none={t('recipe.none')}
          example={example}
          note={file !== null && !isCommitted ? t('recipe.uncommitted') : null}
          onSave={async (text) => {
            await write(text, file)
            setTaken(undefined)
          }}
          onRefused={() => void again()}
        />
        <ProposalSection
          projectId={project.id}
          onTake={(text) => setTaken({ text, times: (taken?.times ?? 0) + 1 })}
        />
        <RecipeField
          key={`own ${own}`}
          title={t('recipe.own')}
          detail={t('recipe.ownDetail')}
          text={own}
          beside={beside}
          none={t('recipe.ownNone')}
          example={'{\n  "files": { "copy": [".env"] }\n}\n'}
          note={null}
          onSave={writeOwn}
          onRemove={() => writeOwn(null)}
        />
      </div>
    </div>
  )
}
