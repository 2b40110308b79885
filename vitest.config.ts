import { defineConfig } from 'vitest/config'

/** `unit` needs nothing but this folder; `stories` starts servers, browsers and databases (`*.story.test.ts`). */
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', testTimeout: 30_000, include: ['test/**/*.test.ts'], exclude: ['test/**/*.story.test.ts'] } },
      { extends: true, test: { name: 'stories', include: ['test/**/*.story.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 } },
    ],
    env: { NO_COLOR: '1' },
  },
})
