// How far something is that takes its time.

export type ProgressBarProps = {
  /** What goes on. */
  label: string
  /** Null: nobody knows. */
  percent: number | null
}

export function ProgressBar({ label, percent }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      max={100}
      {...(percent !== null && { value: percent })}
      className="mt-1 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-selected [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-selected [&::-webkit-progress-value]:bg-accent"
    />
  )
}
