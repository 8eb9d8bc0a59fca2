// The calls about rules. They are made by answering a request; one that was removed can be made again.
import { z } from 'zod'
import { Decision } from '../nouns/approval.ts'
import { ProjectId, RuleId, ThreadId } from '../nouns/ids.ts'
import { Rule, RuleKind, RuleWords } from '../nouns/rules/rule.ts'
import { call } from './call.ts'

export const ruleCalls = {
  listRules: call({
    method: 'GET',
    path: '/api/rules',
    summary: 'The rules of a project, or of all projects, newest first',
    query: z.object({ projectId: ProjectId.optional() }),
    result: z.object({ rules: z.array(Rule) }),
  }),
  makeRule: call({
    method: 'POST',
    path: '/api/projects/:id/rules',
    summary: 'Makes a rule for a project; what waits is judged by it at once',
    params: z.object({ id: ProjectId }),
    body: RuleWords.extend({ kind: RuleKind, decision: Decision }),
    result: Rule,
    status: 201,
  }),
  changeRule: call({
    method: 'PATCH',
    path: '/api/rules/:id',
    summary: 'Changes what a rule is about or what it says; what waits is judged by it at once',
    params: z.object({ id: RuleId }),
    body: RuleWords.extend({ decision: Decision }).partial(),
    result: Rule,
  }),
  removeRule: call({
    method: 'DELETE',
    path: '/api/rules/:id',
    summary: 'Removes a rule; what it would have answered is asked again',
    params: z.object({ id: RuleId }),
    result: z.object({}),
  }),
  makeThreadRule: call({
    method: 'POST',
    path: '/api/threads/:id/rules',
    summary: 'Makes a rule that holds for one thread; what waits is judged by it at once',
    params: z.object({ id: ThreadId }),
    body: RuleWords.extend({ kind: RuleKind, decision: Decision }),
    result: z.object({ seq: z.number().int() }),
    status: 202,
  }),
  removeThreadRule: call({
    method: 'DELETE',
    path: '/api/threads/:id/rules/:ruleId',
    summary: 'Removes a rule that holds for one thread',
    params: z.object({ id: ThreadId, ruleId: RuleId }),
    result: z.object({ seq: z.number().int() }),
    status: 202,
  }),
} as const
