// The changes, a file, or what a dev server serves, beside the conversation, with the line between them; or in its place.
import { cx } from 'class-variance-authority'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import {
  layReview,
  paneWidths,
  useReviewLayout,
  type ReviewPlace,
} from '../../../../features/review/index.ts'
import { late } from '../../../../ui/layout/late.tsx'
import { Splitter } from '../../../../ui/layout/splitter.tsx'
import type { Review } from './use-review.ts'

const loadPanes = () => import('../../../../features/review/pane.ts')
const ReviewPane = late(async () => (await loadPanes()).ReviewPane)
const FilePane = late(async () => (await loadPanes()).FilePane)
const PreviewPane = late(
  async () => (await import('../../../../features/dev-servers/pane.ts')).PreviewPane,
)
const PublishBar = late(
  async () => (await import('../../../../features/publish/index.ts')).PublishBar,
)

export function ReviewSide({ view, review }: { view: ThreadView; review: Review }) {
  const { t } = useTranslation()
  const { width } = useReviewLayout()
  const { place, above } = review
  if (place === null) return null
  const beside = place === 'beside' && !above
  const most = Math.max(paneWidths.min, Math.round(window.innerWidth * 0.7) - 200)
  const size = Math.min(width, most)
  return (
    // One element whatever its place: what is read does not begin anew when it moves.
    <div
      className={cx(
        'flex',
        beside && 'relative shrink-0',
        above && 'absolute inset-y-0 inset-e-0 z-20 w-3/5 border-s border-line shadow-lift',
        place !== 'beside' && 'min-w-0 flex-1',
      )}
      style={beside ? { width: size } : undefined}
    >
      {beside && (
        <Splitter
          label={t('review.resize')}
          controls="review"
          pane="after"
          size={size}
          min={paneWidths.min}
          max={most}
          usual={paneWidths.usual}
          onSize={(next) => layReview({ width: next })}
          onFold={review.close}
        />
      )}
      <Shown view={view} review={review} place={place} />
    </div>
  )
}

type ShownProps = { view: ThreadView; review: Review; place: ReviewPlace }

function Shown({ view, review, place }: ShownProps) {
  const { read, preview, close, onLine, onChangesOf, onPort, onFull, ...changes } = review
  if (preview !== null)
    return (
      <PreviewPane
        threadId={view.id}
        port={preview}
        {...{ place, onPort, onFull }}
        onClose={close}
      />
    )
  if (read)
    return (
      <FilePane
        view={view}
        path={read.path}
        line={read.line}
        place={place}
        onLine={onLine}
        onChangesOf={onChangesOf}
        onFull={onFull}
        onClose={close}
      />
    )
  const { between, history, file, onScope, onHistory, onFile } = changes
  return (
    <ReviewPane
      {...{ view, place, between, history, file, onScope, onHistory, onFile, onFull }}
      onClose={close}
    >
      {({ seen, files, refresh }) => (
        <PublishBar key={view.id} {...{ view, seen, files, refresh, onFile }} />
      )}
    </ReviewPane>
  )
}
