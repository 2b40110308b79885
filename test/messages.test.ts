import { describe, expect, it } from 'vitest'
import { catalogue } from '#catalogue'
import { filesOf, resultOf } from './support/example.ts'

/** What is left of a template, a replacement or a value that was not there. */
const LEFTOVER = /\$\d|\bundefined\b|\bNaN\b|\[object|\$\{\}|``|,,| {2}/

/** What people attest has no examples. */
const told = Object.entries(catalogue).filter(([, { examples }]) => Object.keys(examples.bad).length > 0)

describe.each(told)('the messages of %s', (id, check) => {
  it.each(Object.entries(check.examples.bad))('are whole sentences that fit an annotation: %s', async (_, example) => {
    const { findings } = await resultOf(id, check, filesOf(example).files)
    for (const { message } of findings) {
      expect(message).not.toMatch(LEFTOVER)
      expect(message).toMatch(/[.`}]$/)
      expect(message.length).toBeLessThan(700)
    }
  })
})

it('a store of Go is named as it is imported', async () => {
  const files = {
    'go.mod': 'module shop\n\ngo 1.23\n',
    'main.go': `package main

import (
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"
)

func main() {
	pool, _ := pgxpool.New(nil, "")
	_ = pool
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200) })
	http.ListenAndServe(":8080", nil)
}
`,
  }
  const { findings } = await resultOf('reliability/health-endpoints', catalogue['reliability/health-endpoints']!, files)
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('its stores (github.com/jackc/pgx/v5/pgxpool)')])
})
