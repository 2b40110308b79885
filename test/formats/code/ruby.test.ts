import { expect, test } from 'vitest'
import { ruby } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, where, written } from './written.ts'

const PRODUCTION = ruby`
  require 'active_support'
  Rails.application.configure do
    config.consider_all_requests_local = true
    config.hosts.clear
    config.log_level = ENV.fetch("LEVEL") { 'info' }
    config.force_ssl = true unless ENV['NO_SSL'].present?
    config.cache_store = :redis_cache_store, { url: ENV['REDIS'] || "redis://#{host}", 'ttl' => 5, **rest }
  end
`

test('reads an environment file: settings in a block count as top level', async () => {
  const code = await parsed('config/environments/production.rb', PRODUCTION)
  expect(code.incomplete).toBe(false)
  expect(code.imports.map(({ module }) => module)).toEqual(['active_support'])
  expect(assignments(code)).toEqual([
    'config.consider_all_requests_local = true | module, inside Rails.application.configure',
    'config.log_level = ENV.fetch("LEVEL", fn()) | module, inside Rails.application.configure',
    'config.force_ssl = true | module, unless ENV.NO_SSL.present?(), inside Rails.application.configure',
    'config.cache_store = ["redis_cache_store", {url: (ENV["REDIS"] || "redis://#{host}" of host), ttl: 5, ...: rest}] | module, inside Rails.application.configure',
  ])
  expect(code.calls.map(({ callee }) => callee)).toEqual([
    'require',
    'Rails.application',
    'Rails.application.configure',
    'config.hosts',
    'config.hosts.clear',
    'ENV.fetch',
    'ENV.NO_SSL.present?',
  ])
  expect(code.functions.find(({ range }) => range.start.line === 5)!.returns.map(written)).toEqual(['"info"'])
  expect(place(code.assignments[0]!.targetRange)).toBe('3:3-3:37')
})

const CONTROLLER = ruby`
  module Admin
    class PaymentsController < ApplicationController
      include Pundit
      skip_before_action :verify_authenticity_token, only: [:create], if: -> { json? }
      KEY = 'k'

      def create(amount, key = nil, *rest, currency:, note: "x", **options, &block)
        return head :forbidden unless allowed?
        ActiveRecord::Base.transaction do
          @payment ||= Payment.create!(amount: amount, 'raw' => params[:raw])
        end
        items.each { |item| puts "sent #{item.id}" }
        begin
          charge
        rescue Stripe::Error, Timeout::Error => e
          Rails.logger.error("failed #{e.message}")
          raise PaymentFailed, "no"
        ensure
          done!
        end
        case mode when :dev, :test then on else off end
        render json: @payment
      end

      def self.total = 1
    rescue => e
      nil
    end
  end
`

test('reads a controller: methods, blocks and handlers', async () => {
  const code = await parsed('payments_controller.rb', CONTROLLER)
  expect(code.incomplete).toBe(false)
  expect(code.classes.map(({ name, kind, bases, methods }) => [name, kind, bases, methods.map((one) => one.name)])).toEqual([
    ['Admin', 'module', [], []],
    ['PaymentsController', 'class', ['ApplicationController', 'Pundit'], ['create', 'total']],
  ])
  const create = code.functions.find(({ name }) => name === 'create')!
  expect(create.params.map(({ name, default: value }) => `${name}=${written(value)}`)).toEqual([
    'amount=',
    'key=null',
    'rest=',
    'currency=',
    'note="x"',
    'options=',
    'block=',
  ])
  expect(create.statements).toBe(6)
  expect(create.returns.map(written)).toEqual(['head("forbidden")', 'render(json=@payment)'])
  expect(create.throws.map(written)).toEqual(['PaymentFailed'])
  expect(code.catches.map(({ types, variable }) => [types, variable])).toEqual([
    [['Stripe.Error', 'Timeout.Error'], 'e'],
    [[], 'e'],
  ])
  expect(calls(code).map((line) => line.replace('class PaymentsController, ', ''))).toEqual([
    'include(Pundit) | module, guarded',
    'skip_before_action("verify_authenticity_token", only=["create"], if=fn()) | module, guarded',
    'json?() | inside skip_before_action',
    'head("forbidden") | in create, unless allowed?()',
    'allowed?() | in create',
    'ActiveRecord.Base.transaction(fn()) | in create',
    'Payment.create!(amount=amount, raw=params["raw"]) | in create, inside ActiveRecord.Base.transaction',
    'items.each(fn(item)) | in create',
    'puts("sent #{item.id}" of item.id) | in create, inside items.each',
    'item.id() | in create, inside items.each',
    'charge() | in create, guarded',
    'Rails.logger() | in create',
    'Rails.logger.error("failed #{e.message}" of e.message) | in create',
    'e.message() | in create',
    'raise(PaymentFailed, "no") | in create',
    'done!() | in create',
    'on() | in create, if ((mode == "dev") || (mode == "test"))',
    'off() | in create, unless ((mode == "dev") || (mode == "test"))',
    'render(json=@payment) | in create',
  ])
  expect(where(create.scope)).toBe('module, class PaymentsController, guarded')
})

test('reads a here-document as the text that follows', async () => {
  const code = await parsed(
    'query.rb',
    ruby`
    execute(<<~SQL, binds)
      SELECT 1
    SQL
    puts 1
  `,
  )
  expect(calls(code)).toEqual(['execute("  SELECT 1\\n", binds) | module', 'puts(1) | module'])
})
