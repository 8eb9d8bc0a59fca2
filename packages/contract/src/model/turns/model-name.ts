// A model's name as people say it.

/** Without the vendor's name and the day of its making: `claude-opus-5-20260101` is `opus-5`. */
export function modelName(model: string): string {
  return model.replace(/^claude-/, '').replace(/-\d{8}(?=$|\[)/, '')
}
