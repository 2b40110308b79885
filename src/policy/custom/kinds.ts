import type { Thing } from '#model/custom-control'
import { composeService } from './compose.ts'
import { image, workload } from './containers.ts'
import { dependency, document, file } from './documents.ts'
import { envEntry, setting, workflowStep } from './steps-and-settings.ts'
import type { ThingKind } from './thing.ts'

/** Every kind of thing that a custom control can speak about. */
export const KINDS: Readonly<Record<Thing, ThingKind>> = {
  image,
  workload,
  'compose-service': composeService,
  'workflow-step': workflowStep,
  'env-entry': envEntry,
  setting,
  dependency,
  document,
  file,
}
