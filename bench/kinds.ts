/** A kind of file that repositories of services are made of. */
export interface Kind {
  /** Relative frequency. */
  readonly share: number
  /** What starts a comment line. */
  readonly comment: string
  name(index: number): string
  write(index: number, random: () => number, longest: number): string
}

/** What such services are about. Words that a control looks for stand in few files, as they do in the world. */
const WORDS =
  'order customer ledger invoice basket report account address branch budget calendar catalog contract currency delivery device discount document employee entry event feed filter folder inventory item journal label location member message metric offer package payment period pickup price product profile quota record refund region review route schedule section session shipment stock supplier tariff task team ticket token transfer user vendor visit warehouse webhook'.split(
    ' ',
  )

function word(random: () => number): string {
  return WORDS[Math.floor(random() * WORDS.length)]!
}

/** A file is about three things. */
function subjects(random: () => number): () => string {
  const own = [word(random), word(random), word(random)]
  return () => own[Math.floor(random() * own.length)]!
}

function times(count: number, write: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => write(number)).join('')
}

/** Functions per source file: most are short, a few are long, as in the corpora that were measured (median 1.7 kB, p90 13 kB). */
function size(random: () => number, longest: number): number {
  return 2 + Math.floor(random() ** 4 * (longest - 2))
}

/** Roughly a monorepo of services: source first, configuration a fifth, of that some manifests. A thousand Deployments in 50,000 files are many. */
export const KINDS: readonly Kind[] = [
  {
    share: 34,
    comment: '#',
    name: (index) => `module_${index}.py`,
    write: (index, random, longest) => {
      const about = subjects(random)
      const logs = random() < 0.25
      const head = `import os\n${logs ? 'import logging\n\nlogger = logging.getLogger(__name__)\n' : ''}`
      return `${head}\n${times(size(random, longest), (number) => `\ndef ${about()}_${number}(${about()}, limit=${number}):\n    """Handles one ${about()}."""\n    total = sum(item.amount for item in ${about()}[:limit])\n    if total > ${number * 10}:\n        ${logs && number % 4 === 0 ? `logger.info("${about()}_done", extra={"count": total})` : 'total -= limit'}\n    return {"id": ${index}, "total": total}\n`)}`
    },
  },
  {
    share: 28,
    comment: '//',
    name: (index) => `component${index}.ts`,
    write: (index, random, longest) => {
      const about = subjects(random)
      return `import { ${about()} } from './${about()}.js'\n\n${times(size(random, longest), (number) => `export async function ${about()}${number}(input: Input${index}): Promise<number> {\n  const found = await ${about()}.findMany({ where: { id: input.id }, take: ${number} })\n  return found.reduce((sum, { amount }) => sum + amount, 0)\n}\n\n`)}`
    },
  },
  {
    share: 10,
    comment: '//',
    name: (index) => `handler_${index}.go`,
    write: (_, random, longest) =>
      `package handler\n\nimport (\n\t"context"\n\t"fmt"\n)\n\n${times(size(random, longest), (number) => `// Handle${number} serves one ${word(random)}.\nfunc Handle${number}(ctx context.Context, id string) error {\n\tif id == "" {\n\t\treturn fmt.Errorf("missing id")\n\t}\n\treturn store.Save(ctx, id, ${number})\n}\n\n`)}`,
  },
  {
    share: 5,
    comment: '//',
    name: (index) => `Service${index}.java`,
    write: (index, random, longest) =>
      `package com.example.s${index};\n\npublic class Service${index} {\n${times(size(random, longest), (number) => `  public long ${word(random)}${number}(long amount) {\n    return amount * ${number + 1};\n  }\n\n`)}}\n`,
  },
  {
    share: 2,
    comment: '#',
    name: (index) => `deployment-${index}.yaml`,
    // One of twenty floats, so that there is something open in every repository.
    write: (index, random) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${word(random)}-${index}\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: a${index} }\n  template:\n    metadata:\n      labels: { app: a${index} }\n    spec:\n      securityContext: { runAsNonRoot: true }\n      containers:\n        - name: app\n          image: registry.example.com/${word(random)}:${random() < 0.05 ? 'latest' : `1.${index % 20}.${Math.floor(random() * 30)}`}\n          readinessProbe: { httpGet: { path: /health/ready, port: 8080 } }\n          livenessProbe: { httpGet: { path: /health/live, port: 8080 }, initialDelaySeconds: 20, timeoutSeconds: 5 }\n`,
  },
  {
    share: 5,
    comment: '#',
    name: (index) => `settings-${index}.yaml`,
    write: (index, random, longest) =>
      `name: ${word(random)}\nregion: eu-central-1\nfeatures:\n${times(size(random, longest), (number) => `  - id: ${word(random)}-${number}\n    enabled: ${random() < 0.5}\n    limit: ${index + number}\n`)}`,
  },
  {
    share: 5,
    comment: '#',
    name: (index) => `notes-${index}.md`,
    write: (index, random) =>
      `# Notes ${index}\n\n${times(12, () => `The ${word(random)} of the ${word(random)} is described in the ${word(random)} guide.\n`)}`,
  },
  {
    share: 4,
    comment: '',
    name: (index) => `data-${index}.json`,
    write: (index, random) =>
      `${JSON.stringify(
        Array.from({ length: 30 }, () => ({ id: index, name: word(random), value: Math.floor(random() * 1e6) })),
        undefined,
        1,
      )}\n`,
  },
  {
    share: 2,
    comment: '#',
    name: (index) => `${index}/Dockerfile`,
    write: (_, random) =>
      `FROM python:3.12.${Math.floor(random() * 9)}-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nUSER 1000\nCMD ["python", "-m", "app"]\n`,
  },
  {
    share: 2,
    comment: '#',
    name: (index) => `${index}/.env.example`,
    write: (index, random) =>
      `DATABASE_URL=postgresql://user:password@localhost:5432/${word(random)}\nAPI_KEY=your-api-key-${index}\nSECRET_KEY=changeme\n`,
  },
  {
    share: 2,
    comment: '--',
    name: (index) => `${index}_migration.sql`,
    write: (index, random) =>
      `CREATE TABLE ${word(random)}_${index} (\n  id uuid PRIMARY KEY,\n  created_at timestamptz NOT NULL DEFAULT now()\n);\n`,
  },
  {
    share: 1,
    comment: '#',
    name: (index) => `main-${index}.tf`,
    write: (index, random) =>
      `resource "aws_sqs_queue" "${word(random)}_${index}" {\n  name                      = "${word(random)}"\n  message_retention_seconds = 86400\n}\n`,
  },
]
