// A path on one line. Where it does not fit its beginning goes: the end is what tells paths apart.
import { cx } from 'class-variance-authority'

export function PathText({ path, className }: { path: string; className?: string }) {
  return (
    <span title={path} className={cx('block truncate text-left [direction:rtl]', className)}>
      <bdi dir="ltr">{path}</bdi>
    </span>
  )
}
