import { describe, expect, test } from 'vitest'
import { migration, settled } from '../../src/formats/migrations.ts'
import { prepare } from '../../src/formats/prepare.ts'
import { parseSql, splitClauses, splitSql } from '../../src/formats/sql.ts'

async function changes(path: string, text: string): Promise<string[]> {
  await prepare([path])
  return (migration({ path, text })?.changes ?? []).map(
    ({ kind, table, name, online, range }) => `${range.start.line} ${table} ${name ?? ''} ${kind}${online ? ' online' : ''}`,
  )
}

describe('splitting SQL', () => {
  test.each([
    [
      'quotes and comments',
      `-- a; b\nSELECT 'x;''y' /* ; /* nested; */ ; */; SELECT "a;b"`,
      [`SELECT 'x;''y' /* ; /* nested; */ ; */`, 'SELECT "a;b"'],
    ],
    ['dollar quotes', 'DO $x$ BEGIN; $$ ; $$ END; $x$; SELECT 1', ['DO $x$ BEGIN; $$ ; $$ END; $x$', 'SELECT 1']],
    ['escapes', String.raw`SELECT E'it\'s; on'; SELECT 2`, [String.raw`SELECT E'it\'s; on'`, 'SELECT 2']],
    ['psql and the data of COPY', '\\connect shop\nCOPY a FROM stdin;\n1;\tx\n\\.\nSELECT 3;', ['COPY a FROM stdin', 'SELECT 3']],
    ['what never ends', `SELECT 'abc; SELECT 1`, [`SELECT 'abc; SELECT 1`]],
    ['nothing', ' -- only a comment', []],
  ])('knows %s', (_, text, pieces) => {
    const found = splitSql(text)
    expect(found.map((piece) => piece.text)).toEqual(pieces)
    for (const { text: own, start, end } of found) expect(text.slice(start, end)).toBe(own)
  })

  test('cuts a statement at the commas outside of parentheses', () => {
    expect(splitClauses("ADD a numeric(3, 1), ADD b text DEFAULT ','").map(({ text }) => text)).toEqual([
      'ADD a numeric(3, 1)',
      "ADD b text DEFAULT ','",
    ])
  })

  test('survives what no grammar does', async () => {
    await prepare(['a.sql'])
    for (const text of ['('.repeat(100_000), `SELECT ${'1+'.repeat(20_000)}1`, '\0', 'ALTER TABLE'])
      expect(() => parseSql({ text })).not.toThrow()
    expect(parseSql({ text: 'SELECT 1' })).toBeDefined()
    expect(splitSql("'".repeat(200_001)).length).toBe(1)
    expect(splitSql('/*'.repeat(100_000)).length).toBe(0)
  })
})

describe('migrations', () => {
  test('stand at the right place after characters of several bytes', async () => {
    expect(await changes('migrations/1.sql', `INSERT INTO a VALUES ('äöü€😀');\nALTER TABLE "Größe" DROP COLUMN ä;`)).toEqual([
      '2 größe ä drop column',
    ])
  })

  test('are read by their words where the grammar fails', async () => {
    const text = `ALTER TABLE :schema.orders ALTER COLUMN a SET NOT NULL;\nCREATE INDEX ix ON {{ schema }}.orders (a);\nCREATE INDEX iy ON orders ({{ a }});`
    expect(await changes('migrations/1.sql', text)).toEqual(['3 orders iy create index'])
  })

  test('are read inside DO blocks', async () => {
    expect(await changes('migrations/1.sql', 'DO $$\nBEGIN\n  IF true THEN\n    ALTER TABLE a DROP COLUMN b;\n  END IF;\nEND $$;')).toEqual(
      ['4 a b drop column'],
    )
  })

  test.each(['migrations/0001.down.sql', 'migrations/seeds/a.sql', 'queries/report.sql', 'db/migration/U3__undo.sql'])(
    '%s is none',
    async (path) => expect(await changes(path, 'DROP TABLE a;')).toEqual([]),
  )

  test('undo nothing: what stands below the mark of the other way is not run', async () => {
    for (const mark of ['-- +goose Down', '-- migrate:down', '-- +migrate Down'])
      expect(await changes('db/migrations/1.sql', `ALTER TABLE a ADD COLUMN b int;\n${mark}\nDROP TABLE a;`)).toEqual(['1 a b add column'])
  })

  test('are known by their marks where their folder says nothing', async () => {
    expect(await changes('sql/schema/003_age.sql', '-- +goose Up\nALTER TABLE a ADD b int;\n-- +goose Down\nDROP TABLE a;')).toEqual([
      '2 a b add column',
    ])
    expect(await changes('sql/schema/tables.sql', 'ALTER TABLE a ADD b int;')).toEqual([])
  })

  test('of Prisma are not taken for those of MySQL because of its warnings', async () => {
    const path = 'prisma/migrations/1_a/migration.sql'
    await prepare([path])
    const warning = '/*\n  Warnings:\n  - You are about to drop the column `name` on the `User` table.\n*/\n'
    expect(migration({ path, text: `${warning}ALTER TABLE "User" DROP COLUMN "name";` })?.dialect).toBeUndefined()
    expect(migration({ path, text: `${warning}ALTER TABLE \`User\` DROP COLUMN \`name\`;` })?.dialect).toBe('other')
  })

  test('of Knex write to all rows where no condition stands', async () => {
    const up = (body: string) => `exports.up = async (knex) => {\n  ${body}\n}\n`
    expect(await changes('migrations/1.js', up("await knex('users').update({ role: 'user' })"))).toEqual(['2 users  write all rows'])
    expect(await changes('migrations/1.js', up("await knex('users').where({ id: 1 }).update({ role: 'user' })"))).toEqual([])
    const team = "await knex.schema.alterTable('users', (t) => { t.integer('team').references('id').inTable('teams') })"
    expect(await changes('migrations/1.js', up(team))).toEqual(['2 users team add foreign key'])
  })

  test('of Sequelize say what they do, and ways back do nothing', async () => {
    const up = (body: string) => `module.exports = {\n  up: async (queryInterface, Sequelize) => {\n${body}\n  },\n}\n`
    const all = [
      "queryInterface.renameColumn('orders', 'a', 'b')",
      "queryInterface.changeColumn('orders', 'a', { type: Sequelize.STRING, allowNull: false })",
      "queryInterface.changeColumn('orders', 'a', { type: Sequelize.STRING })",
      "queryInterface.addIndex('orders', ['a'], { name: 'i', concurrently: true })",
      "queryInterface.addIndex({ tableName: 'orders', schema: 'shop' }, { fields: ['a'], unique: true, name: 'u' })",
      "queryInterface.addConstraint('orders', { fields: ['user_id'], type: 'foreign key', name: 'f' })",
      "queryInterface.bulkUpdate('orders', { paid: false }, {})",
      "queryInterface.bulkUpdate('orders', { paid: false }, { id: 1 })",
      "queryInterface.dropTable('carts')",
    ]
    expect(await changes('migrations/1-orders.js', up(all.join('\n')))).toEqual([
      '3 orders a rename column',
      '4 orders a set not null',
      '5 orders a alter',
      '6 orders i create index online',
      '7 orders u add unique',
      '8 orders f add foreign key',
      '9 orders  write all rows',
      '11 carts  drop table',
    ])
    const down = "module.exports = {\n  up() {},\n  async down(queryInterface) {\n    await queryInterface.dropTable('orders')\n  },\n}\n"
    expect(await changes('migrations/1-orders.js', down)).toEqual([])
  })

  test.each([
    ['db/migrations/1.sql', '-- +goose NO TRANSACTION\n-- +goose Up\n', false],
    ['db/migrations/1.sql', '-- migrate:up transaction:false\n', false],
    ['db/migrations/1.sql', '-- migrate:no-transaction\n', false],
    ['db/migrations/1.sql', '-- migrate:up\n', true],
    ['drizzle/0003_index.sql', '', false],
    ['drizzle/0003_index.sql', 'BEGIN;\n', true],
  ])('%s beginning with %j has a transaction: %s', async (path, head, transactional) => {
    await prepare([path])
    expect(migration({ path, text: `${head}CREATE INDEX CONCURRENTLY i ON a (b);` })?.transactional).toBe(transactional)
  })

  test('with more changes than people write are refused and not passed over', async () => {
    await expect(changes('migrations/1.sql', `${'UPDATE a SET b = 1;'.repeat(2500)}DROP TABLE a;`)).rejects.toThrow('more than 2000')
  })

  test('of Django are compared with those before', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }
    const fact = (type: string, nullable: boolean) => ({
      tool: 'Django' as const,
      transactional: true,
      hasLockTimeout: false,
      changes: [{ kind: 'field' as const, table: 'order', name: 'total', range, field: { type, nullable } }],
    })
    const history = settled([
      { path: 'a/migrations/0002.py', fact: fact('BigIntegerField', false) },
      { path: 'a/migrations/0001.py', fact: fact('IntegerField', true) },
      { path: 'b/migrations/0003.py', fact: fact('TextField', false) },
    ])
    expect(history.map((one) => one.fact.changes.map(({ kind }) => kind))).toEqual([[], ['set not null', 'change type'], []])
  })
})
