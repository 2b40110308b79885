import { defineConfig } from 'vitest/config'

/**
 * `unit` needs nothing but this folder, and takes every core (left to itself vitest keeps one free); `stories` starts servers, browsers and
 * databases (`*.story.test.ts`), which have the machine to themselves.
 */
const unit = { name: 'unit', testTimeout: 30_000, maxWorkers: '100%', sequence: { groupOrder: 0 } }
const stories = { name: 'stories', testTimeout: 120_000, hookTimeout: 60_000, maxWorkers: 1, sequence: { groupOrder: 1 } }

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { ...unit, include: ['test/**/*.test.ts'], exclude: ['test/**/*.story.test.ts'] } },
      { extends: true, test: { ...stories, include: ['test/**/*.story.test.ts'] } },
    ],
    env: { NO_COLOR: '1' },
  },
})
