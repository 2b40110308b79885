import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from './server/config.ts'
import { startEvaluator } from './server/evaluator.ts'
import { createLog } from './server/log.ts'
import { stepBehindWebhooks } from './server/priority.ts'
import { runAlone } from './server/standalone.ts'
import type { FromEvaluator, ToEvaluator } from './server/thread.ts'

/** An evaluator: a thread of the App, or a process of its own that shares the App's PostgreSQL. */
stepBehindWebhooks()
// Left to itself V8 lets four times of what is alive pile up before it collects: measured, it costs no time to ask for less.
setFlagsFromString('--heap-growing-percent=20')
if (parentPort) await runInThread(parentPort, workerData as Config)
else await runAlone()

async function runInThread(port: NonNullable<typeof parentPort>, config: Config): Promise<void> {
  const evaluator = await startEvaluator(config, createLog({ level: config.logLevel }))
  port.on('message', (message: ToEvaluator) => {
    if (message.kind === 'nudge') evaluator.nudge()
    else if (message.kind === 'forget') evaluator.forget(message.installation)
    else if (message.kind === 'measure') void measure(message.id)
    else void evaluator.stop().finally(() => port.close())
  })

  async function measure(id: number): Promise<void> {
    const metrics = await evaluator.meters.registry.getMetricsAsJSON()
    port.postMessage({ kind: 'measured', id, metrics } satisfies FromEvaluator)
  }
}
