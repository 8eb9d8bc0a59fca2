// One thing that was found, on one line: a file with its folder, or what is defined with its kind and its place. The letters
// that were typed are marked.
import { Clock, CornerDownRight, File } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { marksOf } from '@a-parallel/contract/model'
import type { FoundFile, FoundSymbol } from '@a-parallel/shared'
import { MarkedText } from '../../ui/display/marked-text.tsx'
import { OneLine } from '../../ui/text/named-text.tsx'
import type { Hit } from './use-found.ts'

export function HitLine({ hit, sought }: { hit: Hit; sought: string }) {
  switch (hit.kind) {
    case 'file':
      return <FileHit file={hit.file} sought={sought} />
    case 'symbol':
      return <SymbolHit symbol={hit.symbol} sought={sought} />
    case 'line':
      return <LineHit path={hit.path} line={hit.line} />
  }
}

function FileHit({ file, sought }: { file: FoundFile; sought: string }) {
  const { t } = useTranslation()
  const { path, changed, recent } = file
  const cut = path.lastIndexOf('/') + 1
  const marks = marksOf(sought, path)
  return (
    <>
      <File size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="flex min-w-0 flex-1 items-baseline gap-2" title={path}>
        <span className="max-w-full shrink-0 truncate">
          <MarkedText text={path} marks={marks} from={cut} />
        </span>
        {cut > 0 && (
          <span className="min-w-0 truncate text-sm text-muted">
            <MarkedText text={path} marks={marks} to={cut - 1} />
          </span>
        )}
      </span>
      {recent && (
        <span title={t('jump.recent')} className="shrink-0 text-muted">
          <Clock size={13} aria-hidden />
          <span className="sr-only">{t('jump.recent')}</span>
        </span>
      )}
      {changed && <Changed />}
    </>
  )
}

function SymbolHit({ symbol, sought }: { symbol: FoundSymbol; sought: string }) {
  const { t } = useTranslation()
  const { name, kind, path, line, text, changed } = symbol
  const place = `${path.slice(path.lastIndexOf('/') + 1)}:${line}`
  return (
    <>
      <span className="w-20 shrink-0 truncate text-xs text-muted max-sm:w-16">
        {t(`jump.kind.${kind}`)}
      </span>
      <span className="max-w-[60%] shrink-0 truncate font-mono text-sm" title={text}>
        <MarkedText text={name} marks={marksOf(sought, name)} />
      </span>
      <span
        aria-hidden
        className="min-w-0 flex-1 truncate font-mono text-xs text-muted max-sm:hidden"
      >
        <MarkedText text={text} marks={[]} />
      </span>
      <span
        className="ms-auto max-w-[40%] min-w-0 shrink-0 truncate text-sm text-muted"
        title={path}
      >
        <MarkedText text={place} marks={[]} />
      </span>
      {changed && <Changed />}
    </>
  )
}

function LineHit({ path, line }: { path: string; line: number }) {
  const { t } = useTranslation()
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (
    <>
      <CornerDownRight size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">
        <OneLine text={t('jump.toLine', { line, name })} />
      </span>
    </>
  )
}

function Changed() {
  const { t } = useTranslation()
  return (
    <span className="tint shrink-0 rounded-sm px-1.5 text-xs font-medium text-review">
      {t('jump.changed')}
    </span>
  )
}
