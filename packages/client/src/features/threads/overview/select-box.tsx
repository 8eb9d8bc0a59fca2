// The box by which a thread of a list is selected, above the link that covers its row.
type SelectBoxProps = { label: string; checked: boolean; onChange: () => void }

export function SelectBox({ label, checked, onChange }: SelectBoxProps) {
  return (
    <label className="relative z-1 flex size-6 shrink-0 items-center justify-center touch-target">
      <input
        type="checkbox"
        checked={checked}
        onChange={onChange}
        aria-label={label}
        className="size-4 accent-(--accent)"
      />
    </label>
  )
}
