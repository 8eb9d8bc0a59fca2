// Everything a person can do by a key or by its name, once. Palette, shortcut sheet, settings and key handling read this
// list; whoever can do a thing now says so with useCommand. No chord of a browser's own (see chord.ts).
import type { ParseKeys } from 'i18next'

export interface Command {
  title: ParseKeys
  /** In place of the title where it is known what it would be done to: `{{name}}`. */
  titleFor?: ParseKeys
  group: 'go' | 'thread' | 'review' | 'app'
  /** The usual keys; the first is the one that hints show. */
  chords: readonly string[]
  /** Something is ended or lost. */
  destructive?: true
}

const catalog = {
  newThread: { title: 'commands.newThread', group: 'go', chords: ['Alt+N', 'G N'] },
  nextNeed: { title: 'commands.nextNeed', group: 'go', chords: ['Mod+J'] },
  previousNeed: { title: 'commands.previousNeed', group: 'go', chords: ['Mod+Shift+J'] },
  nextThread: { title: 'commands.nextThread', group: 'go', chords: ['Alt+ArrowDown'] },
  previousThread: { title: 'commands.previousThread', group: 'go', chords: ['Alt+ArrowUp'] },
  overview: { title: 'commands.overview', group: 'go', chords: ['Alt+O', 'G O'] },
  inbox: { title: 'commands.inbox', group: 'go', chords: ['Alt+I', 'G I'] },
  board: { title: 'commands.board', group: 'go', chords: ['G B'] },
  grid: { title: 'commands.grid', group: 'go', chords: ['G G'] },
  search: { title: 'commands.search', group: 'go', chords: ['Mod+Shift+F', 'G F'] },
  usage: { title: 'commands.usage', group: 'go', chords: ['G U'] },
  settings: { title: 'commands.settings', group: 'go', chords: ['Mod+,', 'G S'] },
  find: {
    title: 'commands.find',
    titleFor: 'commands.findFor',
    group: 'thread',
    chords: ['Mod+F'],
  },
  jumpToFile: {
    title: 'commands.jumpToFile',
    titleFor: 'commands.jumpToFileFor',
    group: 'thread',
    chords: ['Mod+O', 'G T'],
  },
  jumpToSymbol: {
    title: 'commands.jumpToSymbol',
    titleFor: 'commands.jumpToSymbolFor',
    group: 'thread',
    chords: ['Alt+T', 'G Y'],
  },
  focusComposer: { title: 'commands.focusComposer', group: 'thread', chords: ['Mod+I', '/'] },
  focusApproval: {
    title: 'commands.focusApproval',
    titleFor: 'commands.focusApprovalFor',
    group: 'thread',
    chords: ['Alt+P'],
  },
  expandAll: { title: 'commands.expandAll', group: 'thread', chords: ['Alt+E'] },
  threadRules: {
    title: 'commands.threadRules',
    titleFor: 'commands.threadRulesFor',
    group: 'thread',
    chords: [],
  },
  threadToolServers: {
    title: 'commands.threadToolServers',
    titleFor: 'commands.threadToolServersFor',
    group: 'thread',
    chords: [],
  },
  renameThread: {
    title: 'commands.renameThread',
    titleFor: 'commands.renameThreadFor',
    group: 'thread',
    chords: ['F2'],
  },
  stopThread: {
    title: 'commands.stopThread',
    titleFor: 'commands.stopThreadFor',
    group: 'thread',
    chords: [],
    destructive: true,
  },
  archiveThread: {
    title: 'commands.archiveThread',
    titleFor: 'commands.archiveThreadFor',
    group: 'thread',
    chords: [],
  },
  deleteThread: {
    title: 'commands.deleteThread',
    titleFor: 'commands.deleteThreadFor',
    group: 'thread',
    chords: [],
    destructive: true,
  },
  devServers: {
    title: 'commands.devServers',
    titleFor: 'commands.devServersFor',
    group: 'thread',
    chords: ['Alt+S', 'G D'],
  },
  projectSetup: { title: 'commands.projectSetup', group: 'app', chords: [] },
  projectTrust: { title: 'commands.projectTrust', group: 'app', chords: [] },
  projectSessions: { title: 'commands.projectSessions', group: 'app', chords: [] },
  toggleReview: { title: 'commands.toggleReview', group: 'review', chords: ['Mod+\\', 'G R'] },
  reviewFull: { title: 'commands.reviewFull', group: 'review', chords: ['F'] },
  reviewNextFile: { title: 'commands.reviewNextFile', group: 'review', chords: ['J'] },
  reviewPreviousFile: { title: 'commands.reviewPreviousFile', group: 'review', chords: ['K'] },
  reviewNextHunk: { title: 'commands.reviewNextHunk', group: 'review', chords: [']', 'N'] },
  reviewPreviousHunk: { title: 'commands.reviewPreviousHunk', group: 'review', chords: ['[', 'P'] },
  reviewStage: { title: 'commands.reviewStage', group: 'review', chords: ['S'] },
  reviewUnstage: { title: 'commands.reviewUnstage', group: 'review', chords: ['U'] },
  reviewRevert: { title: 'commands.reviewRevert', group: 'review', chords: ['X'] },
  reviewViewed: { title: 'commands.reviewViewed', group: 'review', chords: ['V'] },
  reviewComment: { title: 'commands.reviewComment', group: 'review', chords: ['C'] },
  reviewSendComments: { title: 'commands.reviewSendComments', group: 'review', chords: [] },
  reviewWrap: { title: 'commands.reviewWrap', group: 'review', chords: ['W'] },
  reviewSplit: { title: 'commands.reviewSplit', group: 'review', chords: ['D'] },
  reviewHistory: { title: 'commands.reviewHistory', group: 'review', chords: ['H'] },
  reviewRefresh: { title: 'commands.reviewRefresh', group: 'review', chords: ['R'] },
  publishCommit: { title: 'commands.publishCommit', group: 'review', chords: [] },
  publishPush: { title: 'commands.publishPush', group: 'review', chords: [] },
  publishUpdate: { title: 'commands.publishUpdate', group: 'review', chords: [] },
  publishUpdateRebase: { title: 'commands.publishUpdateRebase', group: 'review', chords: [] },
  publishUpstreamMerge: { title: 'commands.publishUpstreamMerge', group: 'review', chords: [] },
  publishUpstreamRebase: { title: 'commands.publishUpstreamRebase', group: 'review', chords: [] },
  publishMerge: { title: 'commands.publishMerge', group: 'review', chords: [] },
  publishSquash: { title: 'commands.publishSquash', group: 'review', chords: [] },
  publishRebase: { title: 'commands.publishRebase', group: 'review', chords: [] },
  pullRequest: { title: 'commands.pullRequest', group: 'thread', chords: [] },
  palette: { title: 'commands.palette', group: 'app', chords: ['Mod+K'] },
  shortcuts: { title: 'commands.shortcuts', group: 'app', chords: ['?', 'Mod+/'] },
  sidebar: { title: 'commands.sidebar', group: 'app', chords: ['Mod+B'] },
  nextRegion: { title: 'commands.nextRegion', group: 'app', chords: ['F6'] },
  previousRegion: { title: 'commands.previousRegion', group: 'app', chords: ['Shift+F6'] },
  theme: { title: 'commands.theme', group: 'app', chords: [] },
} as const satisfies Record<string, Command>

export type CommandId = keyof typeof catalog

export const commands: Readonly<Record<CommandId, Command>> = catalog

export const commandIds = Object.keys(catalog) as CommandId[] // Object.keys forgets the literal keys.

export const commandGroups = ['go', 'thread', 'review', 'app'] as const
