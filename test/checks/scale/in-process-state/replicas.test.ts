import { beforeAll, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import { REPLICA_HINTS, replicaFacts } from '../../../../checks/scale/in-process-state/replicas.ts'

beforeAll(() => prepare(['a.py', 'a.js', 'a.rb']))

function found(path: string, text: string): string[] {
  const facts = replicaFacts({ path, text })
  if (facts.length > 0) expect(REPLICA_HINTS.some((hint) => text.toLowerCase().includes(hint))).toBe(true)
  return facts.map(({ unit, count, language, subject }) => [count, language, unit, 'of', subject].filter(Boolean).join(' '))
}

const pods = (spec: string, image = 'shop:1') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n${spec}  template:\n    spec:\n      containers:\n        - { name: a, image: ${image} }\n`

test.each([
  ['compose.yaml', 'services:\n  web:\n    command: gunicorn shop.wsgi --workers 4\n', ['4 python workers of service web']],
  ['compose.yaml', 'services:\n  web:\n    command: ["uvicorn", "app:app", "--workers", "2"]\n', ['2 python workers of service web']],
  ['compose.yaml', 'services:\n  web:\n    command: gunicorn a -w ${W:-3}\n', ['3 python workers of service web']],
  ['compose.yaml', 'services:\n  web:\n    image: shop\n    deploy: { replicas: 2 }\n', ['2 replicas of service web']],
  ['compose.yaml', 'services:\n  cache:\n    image: redis:7\n    deploy: { replicas: 2 }\n', []],
  ['docker-compose.dev.yml', 'services:\n  web:\n    command: gunicorn shop.wsgi --workers 4\n', []],
  ['compose.yaml', 'services:\n  web:\n    environment: { WEB_CONCURRENCY: "3" }\n', ['3 workers of service web']],
  ['Dockerfile', 'FROM python:3\nCMD ["gunicorn", "a", "-w", "4"]\n', ['4 python workers of FROM python']],
  ['Procfile', 'web: pm2-runtime start app.js -i max\n', ['2 node workers of web']],
  ['k8s/a.yaml', pods('  replicas: 3\n'), ['3 replicas of Deployment/shop']],
  ['k8s/a.yaml', pods('  replicas: 3\n', 'docker.io/library/nginx:1'), []],
  ['k8s/overlays/dev/a.yaml', pods('  replicas: 3\n'), []],
  [
    'k8s/h.yaml',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: shop }\nspec: { minReplicas: 1, maxReplicas: 5 }\n',
    ['5 replicas of HorizontalPodAutoscaler/shop'],
  ],
  ['chart/values.yaml', 'replicaCount: 2\n', ['2 replicas of replicaCount']],
  ['gunicorn.conf.py', 'import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\n', ['2 python workers of gunicorn workers']],
  ['ecosystem.config.js', 'module.exports = { apps: [{ instances: 4 }] }\n', ['4 node workers of pm2 instances']],
  ['config/puma.rb', 'workers 2\n', ['2 ruby workers of puma workers']],
])('%s: %s', (path, text, expected) => expect(found(path, text)).toEqual(expected))
