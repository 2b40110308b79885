import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import { backupFacts } from '../../../../checks/data/backup-automation/backups.ts'

beforeAll(() => prepare(['a.tf']))

const said = (path: string, text: string) =>
  backupFacts({ path, text }).map((fact) => {
    if (fact.is === 'run')
      return [fact.kind, fact.scheduled ? 'scheduled' : 'by hand', fact.pitr && 'pitr', fact.offsite && 'offsite'].filter(Boolean).join(' ')
    return fact.is === 'store' ? `${fact.address} ${fact.backups} ${fact.pitr}` : fact.is
  })

const workflow = (on: string, run: string) => `on: ${on}\njobs:\n  a:\n    steps:\n      - run: ${run}\n`

describe('copies of data', () => {
  test.each([
    [
      '.github/workflows/a.yml',
      workflow('{ schedule: [{ cron: "0 2 * * *" }] }', 'pg_dump | aws s3 cp - s3://b/x'),
      ['job scheduled offsite'],
    ],
    ['.github/workflows/a.yml', workflow('workflow_dispatch', 'pg_dump > x'), ['job by hand']],
    ['.github/workflows/a.yml', workflow('{ schedule: [{ cron: "0 2 * * *" }] }', 'pg_restore x'), []],
    ['scripts/backup.sh', 'mongodump --archive | rclone rcat b:x\n', ['script by hand offsite']],
    ['scripts/backup.sh', '# pg_dump\necho later\n', []],
    ['scripts/setup.sh', 'pg_dump -s > schema.sql\n', []],
    ['crontab', '# 0 2 * * * backup.sh\n0 2 * * * /srv/backup.sh\n', ['job scheduled']],
    ['app/tasks.py', 'app.conf.beat_schedule = {}\ndef backup():\n    run("wal-g backup-push")\n', ['job scheduled pitr offsite']],
    [
      'app/celery.py',
      'app.conf.beat_schedule = {\n  "a": {"task": "ops.tasks.backup_database", "schedule": crontab()}}\n',
      ['job scheduled offsite'],
    ],
    ['app/celery.py', 'app.conf.beat_schedule = {"a": {"task": "ops.tasks.report"}}\n# "backup_database" comes later\n', []],
    ['app/tasks.py', 'def backup_database():\n    call("ops.tasks.backup_database")\n', []],
    ['config/schedule.rb', "every 1.day, at: '2:30 am' do\n  rake 'db:backup'\nend\n", ['job scheduled offsite']],
    ['config/schedule.rb', "every :monday do\n  command 'pg_dump shop | gzip > /backups/shop.gz'\nend\n", ['job scheduled']],
    [
      'compose.yaml',
      'services:\n  db:\n    image: postgres:17.2\n    labels: { ofelia.job-exec.x.command: "pg_dump shop -f x" }\n',
      ['job scheduled'],
    ],
    [
      'infra/db.yaml',
      'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: { BackupRetentionPeriod: 7 }\n',
      ['operator scheduled pitr offsite'],
    ],
    ['infra/db.yaml', 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: { BackupRetentionPeriod: 0 }\n', []],
    [
      'lib/db-stack.ts',
      'new rds.DatabaseInstance(this, "Db", { backupRetention: cdk.Duration.days(14) })\n',
      ['operator scheduled pitr offsite'],
    ],
    ['deploy/postgresql.conf', '#archive_mode = off\narchive_mode = on\n', ['log by hand pitr offsite']],
    ['charts/db/values.yaml', 'backup:\n  enabled: true\n', ['operator scheduled offsite']],
    ['charts/db/values.yaml', 'backup:\n  enabled: false\n', []],
    ['ansible/db.yml', '- name: Copy\n  cron: { job: "pg_dump shop", hour: 2 }\n', ['job scheduled']],
    ['docs/db.md', '# DB\n## Backups\nDaily, kept for 30 days, with PITR.\n', ['document scheduled pitr offsite']],
    ['docs/db.md', '# DB\n## Backups\nThere are no backups yet, daily ones are kept in mind.\n', ['document by hand offsite']],
    ['docs/db.md', '# DB\nWe should have a backup.\n', []],
  ])('%s: %j', (path, text, expected) => expect(said(path, text)).toEqual(expected))

  test.each([
    ['backup_retention_period = 7', ['aws_db_instance.a on on']],
    ['backup_retention_period = 0', ['aws_db_instance.a zero zero']],
    ['backup_retention_period = var.days', ['aws_db_instance.a unknown unknown']],
    ['engine = "postgres"', ['aws_db_instance.a off off']],
    ['replicate_source_db = "x"', []],
    ['backup_retention_period = 7\n  skip_final_snapshot = true', ['aws_db_instance.a on on', 'no final snapshot']],
  ])('Terraform: %s', (body, expected) => expect(said('infra/a.tf', `resource "aws_db_instance" "a" {\n  ${body}\n}\n`)).toEqual(expected))

  test('are not asked of what is only for trying', () =>
    expect(said('infra/staging/a.tf', 'resource "aws_db_instance" "a" {\n  backup_retention_period = 0\n}\n')).toEqual([]))

  test('are found in a long file in no time that grows faster than it', () => {
    expect(said('scripts/backup.sh', `${'\n'.repeat(200_000)}pg_dump\n`)).toEqual([])
    expect(said('scripts/backup.sh', `${'backup-'.repeat(30_000)}\n`)).toEqual([])
    expect(said('app/celery.py', `beat_schedule = "${'do_'.repeat(30_000)}backup\n`.repeat(3))).toEqual([])
    expect(said('infra/backup.ts', 'BackupRetentionPeriod: '.repeat(3_000))).toEqual([])
  })
})
