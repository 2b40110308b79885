import { composeServices } from '#formats/compose'
import { containerEnv, workloads } from '#formats/kubernetes'
import { rangeAt } from '#formats/lines'
import { pairs } from '#formats/pairs'
import { type Job, type Step, workflow } from '#formats/workflow'
import { rangeOf, text } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import { type Property, single, under, written } from './property.ts'
import type { Seen, ThingKind } from './thing.ts'

/** Every step of a GitHub Actions workflow or composite action. */
export const workflowStep: ThingKind = {
  files: ['**/.{github,gitea,forgejo}/workflows/*.{yml,yaml}', '**/action.{yml,yaml}'],
  properties: [
    'workflow',
    'job',
    'id',
    'name',
    'uses',
    'action',
    'ref',
    'run',
    'shell',
    'if',
    'working-directory',
    'timeout-minutes',
    'with.',
    'env.',
  ],
  read: (file) => {
    const found = workflow(file)
    return (found?.jobs ?? []).flatMap((job) =>
      job.steps.map((step) => ({
        subject: `${job.subject} step ${step.label}`,
        range: rangeOf(step.uses ?? step.run ?? step.node),
        property: (name) => stepProperty(name, step, job, found?.name),
      })),
    )
  },
}

function stepProperty(name: string, step: Step, job: Job, workflowName: string | undefined): Property {
  if (name.startsWith('with.')) return [under(step.with, [name.slice(5)])]
  if (name.startsWith('env.')) return [under(step.node, ['env', name.slice(4)])]
  const [action, ref] = step.uses ? step.uses.text.split('@', 2) : []
  switch (name) {
    case 'workflow':
      return single(workflowName)
    case 'job':
      return single(job.id)
    case 'action':
      return written(action)
    case 'ref':
      return written(ref)
    case 'run':
      return single(text(step.run))
    default:
      return [under(step.node, [name])]
  }
}

/** Every environment variable that a file sets. */
export const envEntry: ThingKind = {
  files: ['**/.env*', '**/*.env', '**/*{compose,stack,Compose,Stack}*.{yml,yaml}', '**/*.{yaml,yml}'],
  properties: ['name', 'value', 'empty', 'kind'],
  concealed: ['value'],
  read: (file) => ENV_READERS.flatMap((read) => read(file)),
}

const ENV_READERS: readonly ((file: SourceFile) => readonly Seen[])[] = [
  (file) => (/(?:^|[/.])env(?:$|\.)/i.test(file.path) ? pairSeen(file, 'dotenv') : []),
  (file) => composeServices(file).flatMap(({ environment, subject }) => environment.map((entry) => variable('compose', subject, entry))),
  (file) =>
    workloads(file).flatMap(({ containers }) =>
      containers.flatMap((one) => containerEnv(one).map((entry) => variable('kubernetes', one.subject, entry))),
    ),
  (file) => (workflow(file)?.jobs ?? []).flatMap(({ env, subject }) => env.map((entry) => variable('workflow', subject, entry))),
]

type Entry = ReturnType<typeof containerEnv>[number]

function variable(kind: string, owner: string, { name, nameRange, value, templated }: Entry): Seen {
  return {
    subject: `${owner} variable ${name}`,
    range: nameRange,
    property: (asked) => {
      if (asked === 'name') return single(name)
      if (asked === 'kind') return single(kind)
      if (templated) return [{ values: [], open: true }]
      return asked === 'empty' ? single(value === '') : written(value)
    },
  }
}

/** Every name and value of a configuration file, nested names joined by dots. */
export const setting: ThingKind = {
  properties: ['name', 'value'],
  concealed: ['value'],
  read: (file) => pairSeen(file, 'setting'),
}

function pairSeen(file: SourceFile, kind: string): readonly Seen[] {
  return pairs(file)
    .filter(({ commented }) => !commented)
    .map(({ name, value, nameStart }) => ({
      subject: name,
      // Of a nested name only the last part stands there.
      range: rangeAt(
        file,
        nameStart,
        nameStart + (file.text.startsWith(name, nameStart) ? name : name.slice(name.lastIndexOf('.') + 1)).length,
      ),
      property: (asked) => {
        if (asked === 'name') return single(name)
        if (asked === 'kind') return single(kind)
        return asked === 'empty' ? single(value === '') : written(value)
      },
    }))
}
