// A text that shows its beginning first where it is long, with a button for the rest.
import { cx } from 'class-variance-authority'
import { useTranslation } from 'react-i18next'
import { useExpanded } from './expansion.ts'

interface Folded {
  text: string
  /** The row that it stands in: how it was left is remembered by it. */
  place: string
  /** It is long past so many lines or characters, and then so many lines are shown. */
  size: { lines: number; characters: number; shown: 'line-clamp-6' | 'line-clamp-[12]' }
  /** What the button says. */
  more: string
  tone?: string
}

export function FoldedText({ text, place, size, more, tone }: Folded) {
  const { t } = useTranslation()
  const [open, setOpen] = useExpanded(place)
  const isLong = text.length > size.characters || text.split('\n').length > size.lines
  return (
    <>
      <p className={cx('whitespace-pre-wrap wrap-anywhere', tone, isLong && !open && size.shown)}>
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="mt-1 min-h-6 text-sm text-accent touch-target"
        >
          {open ? t('text.showLess') : more}
        </button>
      )}
    </>
  )
}
