import { expect, test } from 'vitest'
import { assessCase } from '../../support/assess-case.ts'

const migration = (name: string, change: string) =>
  `class ${name} < ActiveRecord::Migration[7.1]\n  def change\n    ${change}\n  end\nend\n`

const STANDING = {
  Gemfile: "gem 'pg'\n",
  'app/models/order.rb': 'class Order < ApplicationRecord\n  validates :region, presence: true\nend\n',
}
const REMAKING = {
  ...STANDING,
  'db/migrate/20240301000000_drop_region.rb': migration('DropRegion', 'remove_column :orders, :region, :string'),
  'db/migrate/20240501000000_add_region.rb': migration('AddRegion', 'add_column :orders, :region, :string'),
}

test.each([
  ['a change that drops a column and makes it again is reported: what the column held is lost', STANDING, 1],
  ['where both have stood there nobody is blamed', REMAKING, 0],
])('%s', async (_, base, expected) => {
  const { delta } = await assessCase({ name: 'remade', expected: {} as never, base, head: REMAKING })
  const dropped = delta.introduced.filter(({ control, aspect }) => control === 'data/unsafe-migration' && aspect === 'change')
  expect(dropped).toHaveLength(expected)
})
