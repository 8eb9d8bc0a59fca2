// The way to a thread's own rules: by name always, and by a sign with their number where there are any.
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { useCommand } from '../commands/index.ts'
import { ThreadRulesDialog } from './thread-rules-dialog.tsx'

export function ThreadRules({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  useCommand('threadRules', () => setOpen(true), { name: view.title })
  const count = view.rules.length
  const label = t('rules.ofThread', { count })
  return (
    <>
      {count > 0 && (
        <button
          type="button"
          aria-label={label}
          title={label}
          onClick={() => setOpen(true)}
          className="inline-flex min-h-6 items-center gap-1 rounded-sm px-1 whitespace-nowrap text-muted hover:bg-hover hover:text-fg touch-target"
        >
          <ShieldCheck size={12} aria-hidden />
          {count}
        </button>
      )}
      <ThreadRulesDialog view={view} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
