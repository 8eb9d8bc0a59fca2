// The product's mark: three strands side by side.
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      aria-hidden
      className="shrink-0 text-accent"
    >
      <rect width="18" height="18" rx="5" fill="currentColor" />
      <path
        d="M5.5 4.5v9M9 7v6.5M12.5 9.5v4"
        stroke="var(--accent-fg)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
