import { type EvidenceDocument, sectionsAbout } from '#formats/evidence'
import type { SourceFile } from '#model/snapshot'

/** The names of parts are known in English alone. */
export function isForeign({ sections }: EvidenceDocument): boolean {
  const foreign = sections.filter(({ heading }) => /[^\p{Script=Latin}\p{Script=Common}]|[À-ɏ]/u.test(heading))
  return foreign.length > 0 && foreign.length * 3 >= sections.length
}

const PARTS = [
  [
    'symptoms',
    /symptom|alert|detect|impact|trigger|when\b|overview|summary|purpose|scope|what happens|what (?:it|this) means|meaning|signs|indicat|severity|context|background|description|problem|scenario|objective|goal\b/i,
  ],
  [
    'diagnosis',
    /diagnos|investigat|triage|check|prerequisite|before you|causes?\b|debug|troubleshoot|what to look|assess|identify|first response|inspect|analy[sz]|confirm|\blogs?\b|dashboards?\b|quer(?:y|ies)\b|preparation|pre-?flight|common (?:issues|failures|problems)/i,
  ],
  [
    'mitigation',
    /mitigat|steps?\b|remed|resol|solution|procedure|recover|restor|repair|fix|actions?\b|response|rollback|roll back|how to|what to do|instructions|workaround|contain|restart|failover|checklist|process\b|execut|commands?\b|handling|deploy/i,
  ],
  ['verification', /verif|validat|confirm|after\b|post-|test|success|expected/i],
  ['escalation', /escalat|contacts?\b|on-?call|owner|who to|communicat|notify|support\b/i],
] as const

/** What is typed one after the other is a mitigation under any name. */
export function partsOf({ text }: SourceFile, document: EvidenceDocument): readonly string[] {
  const parts = PARTS.filter(([, form]) => sectionsAbout(document, form).length > 0).map(([part]) => part)
  const isFollowed =
    (text.match(/^ {0,3}\d{1,2}[.)] \S/gm)?.length ?? 0) >= 3 ||
    /^ {0,6}(?:```|~~~)(?:ba)?sh\b|^ {0,6}(?:```|~~~)(?:console|shell|sql|powershell)\b/m.test(text)
  return isFollowed && !parts.includes('mitigation') ? [...parts, 'mitigation'] : parts
}

/** What fails needs all three; what is done by routine is described by its steps and two more. */
export function missingIn({ title }: EvidenceDocument, parts: readonly string[]): readonly string[] {
  const wanted = ['symptoms', 'diagnosis', 'mitigation'].filter((part) => !parts.includes(part))
  return ROUTINE.test(title) && parts.length >= 3 && parts.includes('mitigation') ? [] : wanted
}

const ROUTINE =
  /rotat|restor|backup|reconcil|deploy|release|replay|migrat|upgrade|updat|revers|refund|onboard|close|drill|failover|rollback|install|provision|maintenance|cut-?over|renew|scal(?:e|ing)|clean|import|export|launch|setup|set up|configur|grant/i
