// The face of rules: how one is written, and the list of those that hold.
export { RuleForm } from './rule-form.tsx'
export { RuleList } from './rule-list.tsx'
export { RuleText } from './rule-text.tsx'
export { ThreadRules } from './thread-rules.tsx'
