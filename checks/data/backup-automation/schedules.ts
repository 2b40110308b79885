import { composeServices } from '#formats/compose'
import { isDocumentPath } from '#formats/evidence'
import { isValuesPath } from '#formats/helm'
import { manifests } from '#formats/kubernetes'
import { lines, rangeInLine } from '#formats/lines'
import { isHclPath } from '#formats/terraform'
import { workflow } from '#formats/workflow'
import { at, entries, rangeOf, text, walk, type YamlNode, yamlDocuments } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import { type BackupRun, OPERATED, run } from './run.ts'
import { type BackupTraits, backupIn } from './tools.ts'
import { ofDocument, ofProgram } from './written.ts'

export function backupRuns(file: SourceFile): readonly BackupRun[] {
  const { path } = file
  if (isDocumentPath(path)) return ofDocument(file)
  if (!isHclPath(path) && RETENTION_SET.test(file.text)) return [run(file, 'operator', true, { ...OPERATED, pitr: true })]
  if (SHIPPERS.test(path)) return [run(file, 'operator', true, { ...OPERATED, pitr: true })]
  if (/\.ya?ml$/.test(path))
    return [...ofWorkflow(file), ...ofKubernetes(file), ...ofCompose(file), ...ofValues(file), ...ofAnyYaml(file), ...shippedLog(file)]
  if (path.endsWith('.conf')) return shippedLog(file)
  if (/(?:^|\/)(?:crontab[\w.-]*|cron\.d\/[^/]+|[\w.-]+\.(?:cron|crontab))$/.test(path)) return ofCrontab(file)
  if (/backup[\w.-]*\.timer$/.test(path)) return [run(file, 'job', true, { ...OPERATED })]
  return ofProgram(file)
}

/** A managed database that CloudFormation, the CDK or Pulumi asks for, with copies and the log of changes. */
const RETENTION_SET =
  /\b(?:BackupRetentionPeriod|backupRetentionPeriod|backup_retention_period|backupRetention)["']?\s*[:=]\s*["']?(?:[1-9]|(?:\w+\.)?Duration\.days\([1-9])/

/** The settings of programs that do nothing but ship the log of changes. */
const SHIPPERS = /(?:^|\/)(?:litestream\.ya?ml|pgbackrest\.conf|barman\.conf|\.?walg\.(?:ya?ml|json))$/

function ofWorkflow(file: SourceFile): readonly BackupRun[] {
  const found = workflow(file)
  return (found?.jobs ?? []).flatMap((job) => {
    const said = job.steps
      .map(({ run, uses, node }) =>
        [run?.text ?? '', /backup|dump/i.test(uses?.text ?? '') ? 'pg_dump s3' : '', ...texts(at(node, 'with'))].join('\n'),
      )
      .join('\n')
    const traits = backupIn(said)
    return traits ? [run(file, 'job', found!.events.includes('schedule'), traits, rangeOf(job.key))] : []
  })
}

function texts(node: YamlNode | undefined): readonly string[] {
  return [...walk(node)].flatMap((one) => text(one) ?? [])
}

function ofKubernetes(file: SourceFile): readonly BackupRun[] {
  return manifests(file).flatMap(({ kind, apiVersion, name, node }): readonly BackupRun[] => {
    const range = rangeOf(at(node, 'kind') ?? node)
    if (OPERATORS.test(`${apiVersion} ${kind}`))
      return [run(file, 'operator', true, { ...OPERATED, pitr: /cnpg|pgbackrest/.test(apiVersion) }, range)]
    const copies = at(node, 'spec', 'backup') ?? at(node, 'spec', 'backups') ?? at(node, 'spec', 'backupSchedules')
    if (copies && DATABASES.test(apiVersion)) {
      const pitr = /barman|pgbackrest|pitr|wal/i.test(
        JSON.stringify([...walk(copies)].flatMap((one) => (one.kind === 'map' ? one.entries.map(({ key }) => key.text) : []))),
      )
      return [run(file, 'operator', true, { ...OPERATED, pitr }, range)]
    }
    if (kind !== 'CronJob') return []
    const said = texts(node).join('\n')
    const traits = backupIn(said) ?? (/backup/i.test(`${name} ${said}`) ? { ...OPERATED, offsite: OFFSITE_IMAGE.test(said) } : undefined)
    return traits ? [run(file, 'job', true, traits, range)] : []
  })
}

const OPERATORS =
  /^(?:velero\.io\/\S+ Schedule|\S*cnpg\S* ScheduledBackup|k8up\.io\/\S+ Schedule|stash\.appscode\.com\/\S+ BackupConfiguration|core\.kubestash\.com\/\S+ BackupConfiguration|backup\.percona\S* \w+|k8s\.mariadb\.com\/\S+ Backup|\S*longhorn\.io\/\S+ RecurringJob|config\.kio\.kasten\.io\/\S+ Policy)$/
const DATABASES = /cnpg\.io|crunchydata|percona\.com|mysql\.oracle|acid\.zalan\.do|mongodb\.com|k8ssandra|mariadb/
const OFFSITE_IMAGE = /s3|gcs|azure|rclone|bucket/i

/** Images that exist to copy the data of their neighbours. */
function ofCompose(file: SourceFile): readonly BackupRun[] {
  return composeServices(file).flatMap(({ image, node, key }) => {
    const labels = entries(at(node, 'labels')).map(({ key: label }) => label.text)
    const said = [...texts(node), ...labels].join('\n')
    const isBackup = /backup|pgbackrest|wal-g|restic|borgmatic|barman|litestream/i.test(image?.text ?? '')
    const names = entries(at(node, 'environment'))
      .map(({ key: name }) => name.text)
      .join('\n')
    const traits = isBackup
      ? traitsOf(`pg_dump ${image?.text}\n${said}\n${names}`)
      : /\b(?:cron|crond|ofelia|sleep\s+\d{4,})\b/.test(said)
        ? backupIn(said)
        : undefined
    return traits ? [run(file, 'job', true, traits, rangeOf(key))] : []
  })
}

function traitsOf(said: string): BackupTraits | undefined {
  return backupIn(said)
}

/** `backup: { enabled: true, schedule: "0 2 * * *" }` among the values of a chart. */
function ofValues(file: SourceFile): readonly BackupRun[] {
  if (!isValuesPath(file.path)) return []
  return yamlDocuments(file).flatMap((document) =>
    [...walk(document)].flatMap((node) =>
      entries(node).flatMap(({ key, value }) => {
        if (!/backup/i.test(key.text) || value.kind !== 'map' || text(at(value, 'enabled')) !== 'true') return []
        return [run(file, 'operator', true, OPERATED, rangeOf(key))]
      }),
    ),
  )
}

/** A clock and a command in one task: Ansible, serverless functions, platforms. */
function ofAnyYaml(file: SourceFile): readonly BackupRun[] {
  if (!/backup|dump/i.test(file.text) || workflow(file) || manifests(file).length > 0) return []
  return yamlDocuments(file)
    .flatMap((document) =>
      [...walk(document)].flatMap((node) => {
        const clock = entries(node).find(({ key }) =>
          /^(?:cron|(?:ansible\.builtin\.)?cron|schedule|schedules|crontab|minute|hour)$/.test(key.text),
        )
        const traits = clock && node.kind === 'map' ? backupIn(texts(node).join('\n')) : undefined
        return traits ? [run(file, 'job', true, traits, rangeOf(clock!.key))] : []
      }),
    )
    .slice(0, 1)
}

function ofCrontab(file: SourceFile): readonly BackupRun[] {
  return lines(file).flatMap((line) => {
    const isJob = /^\s*(?:@\w+|[\d*][\d*,/-]*\s+\S+\s+\S+\s+\S+\s+\S+)\s+\S/.test(line.text)
    const traits = isJob ? (backupIn(line.text) ?? (/backup/i.test(line.text) ? { ...OPERATED, calls: [] } : undefined)) : undefined
    return traits ? [run(file, 'job', true, traits, rangeInLine(line))] : []
  })
}

/** The settings of a PostgreSQL that hands each piece of its log to an archive. */
function shippedLog(file: SourceFile): readonly BackupRun[] {
  const found = lines(file).find(({ text }) => /^[^#]*\barchive_mode\b\s*[=:]\s*['"]?(?:on|always|true)\b/.test(text))
  return found ? [{ ...run(file, 'log', false, { ...OPERATED, pitr: true }), range: rangeInLine(found) }] : []
}
