import type { Assessment } from '#model/assessment'
import type { Block } from '../budget.ts'
import { type CheckContext, localCommand } from '../context.ts'
import { code, fenced, prose } from '../escape.ts'
import { andMore } from '../words.ts'
import { text, type View } from './blocks.ts'

/** Which policy judged, with which catalogue, and the one command that says the same elsewhere. */
export function footerBlocks({ policy }: Assessment, context: CheckContext, { info }: View): readonly Block[] {
  const { policyDelta = [], policyChanged = policyDelta.length > 0, notes = [], baseRef, base, head } = context
  const tip = baseRef === undefined ? code(base.slice(0, 12)) : `${code(baseRef)} (${code(base.slice(0, 12))})`
  const facts = [
    `Policy: ${prose(policy.source)}${policy.source.includes(policy.profile) ? '' : `, profile ${policy.profile}`}, ${policy.mode === 'enforce' ? 'enforced' : 'observing'} · catalogue ${prose(info.version)}`,
    `Judged: head ${code(head.slice(0, 12))} against its merge base with ${tip}`,
  ].join('  \n')
  return [
    ...(policyChanged ? [changes('**This pull request changes the policy.** It is judged by the policy of the base.', policyDelta)] : []),
    ...(notes.length > 0 ? [changes('**Good to know**', notes)] : []),
    text(`---\n\n${facts}\n\nThe same verdict on your machine:\n\n${fenced(localCommand(context), 'sh')}`),
  ]
}

function changes(head: string, sentences: readonly string[]): Block {
  return { head: `${head}\n`, rows: sentences.map((sentence) => `- ${prose(sentence)}`), most: 30, more: (left) => `- ${andMore(left)}` }
}
