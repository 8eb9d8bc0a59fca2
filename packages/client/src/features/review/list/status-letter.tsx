// What happened to a file, as the letter that git gives it; screen readers get the word.
import { cx } from 'class-variance-authority'
import { useTranslation } from 'react-i18next'
import type { ChangeKind } from '@a-parallel/shared'

const looks: Record<ChangeKind, { letter: string; colour: string }> = {
  added: { letter: 'A', colour: 'text-review' },
  untracked: { letter: 'A', colour: 'text-review' },
  modified: { letter: 'M', colour: 'text-run' },
  deleted: { letter: 'D', colour: 'text-fail' },
  renamed: { letter: 'R', colour: 'text-merged' },
  'type-changed': { letter: 'T', colour: 'text-setup' },
  conflicted: { letter: '!', colour: 'text-need' },
}

export function StatusLetter({ kind }: { kind: ChangeKind }) {
  const { t } = useTranslation()
  const { letter, colour } = looks[kind]
  const words = t(`review.kind.${kind}`)
  return (
    <span
      title={words}
      className={cx('w-4 shrink-0 text-center font-mono text-sm font-semibold', colour)}
    >
      <span aria-hidden>{letter}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
