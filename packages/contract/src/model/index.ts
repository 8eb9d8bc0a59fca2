// The face of the model: pure functions over the nouns. Anyone may import them.
export {
  cloneName,
  readCloneAddress,
  type AddressFault,
  type CloneAddress,
} from './adding/clone-address.ts'
export { assertNever } from './assert-never.ts'
export { asksPerson, attentionOf, parkedUntil, subagentsOut } from './thread/attention.ts'
export {
  checkpointAfter,
  checkpointBefore,
  checkpointDue,
  linesDue,
  withoutWish,
} from './turns/checkpoints.ts'
export { findItem } from './fold-item.ts'
export { fold, foldAll, grow } from './fold.ts'
export { imageLimits, imageTypes } from './messages/images.ts'
export { keptForMs } from './thread/kept-for.ts'
export { userMessageId } from './fold-queue.ts'
export {
  dueSetup,
  failedSetup,
  hasSetupAtWork,
  isPreparing,
  standsReady,
} from './preparation/preparing.ts'
export { mostPorts, recipeFile } from './preparation/limits.ts'
export { proposeRecipe, type RivalText } from './preparation/rivals/proposal.ts'
export { longestRecipe, readRecipe, withOwn, type RecipeRead } from './preparation/read-recipe.ts'
export { filledIn, threadVariableNames, type ThreadVariable } from './preparation/references.ts'
export { opened, tightest, withTold } from './usage/limit-windows.ts'
export { triedVersions, versionStanding } from './agent/tried-versions.ts'
export { isProblemCode, Problem, problemCodes, problemKind, type ProblemCode } from './problem.ts'
export { skillLimits } from './skills/limits.ts'
export { nothingAtStake } from './review/at-stake.ts'
export { handOverMessage, type ConflictParty } from './review/hand-over.ts'
export { commandPatternKind } from './rules/command-pattern.ts'
export { pathMatches } from './rules/path-pattern.ts'
export { inDoubt } from './rules/rule-doubt.ts'
export {
  isOfServer,
  ruleFor,
  ruleKindOf,
  ruleMatches,
  ruleName,
  whyNot,
  type RuleFault,
  type RuleSaying,
} from './rules/rule-match.ts'
export { suggestRule } from './rules/rule-suggestion.ts'
export { usedUpBudget, type ProjectBudget } from './turns/budgets.ts'
export { modelName } from './turns/model-name.ts'
export {
  canRewindTo,
  pendingRewind,
  resumeAfter,
  resumeBefore,
  turnsFrom,
  undoableRewind,
} from './turns/rewinds.ts'
export {
  activeTurn,
  atWork,
  checkoutPath,
  hasRun,
  heldTurns,
  lastBegun,
  lacksWorktree,
  pendingApprovals,
  pendingStep,
  queuedTurns,
  threadStatus,
  waitingReason,
} from './thread-status.ts'
export { foldedText, fuzzyScore, rankPaths, shorterFirst } from './search/fuzzy.ts'
export {
  marksOf,
  prepareFiles,
  rankFiles,
  readTarget,
  type JumpTarget,
  type PreparedFiles,
} from './search/jump.ts'
export { settingsDefaults } from './settings/settings-defaults.ts'
export { quietFor } from './thread/quiet.ts'
export { gatherMs, hear, knownAtFirst, wantOf, type Known, type Notice } from './thread/notices.ts'
export { snapshotOf, summaryOf } from './thread/thread-summary.ts'
export { initial, next, tableOf, type MachineName } from './transitions.ts'
export {
  checkoutVariable,
  namesCheckout,
  namesFolder,
  usesCheckout,
  worksInCheckout,
} from './tool-servers/in-checkout.ts'
export { besideProject } from './tool-servers/beside-project.ts'
export { readPasted, type PastedRead } from './tool-servers/read-pasted.ts'
export type { DraftFault, ToolServerDraft } from './tool-servers/draft.ts'
export { freshOf, mayRun, trustState } from './trust/trust-state.ts'
