// A rule as it is written: the tool, and the pattern where it has one.
import type { RuleWords } from '@a-parallel/shared'

export function RuleText({ rule: { tool, pattern } }: { rule: RuleWords }) {
  return (
    <code className="rounded-sm bg-code px-1 wrap-anywhere">
      {pattern === null ? tool : `${tool}(${pattern})`}
    </code>
  )
}
