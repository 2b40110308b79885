import type { Class, Code } from '#formats/code/view'
import { routeOf } from '#formats/routes/route'
import { mentions } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { type Effects, effectsOf } from './effects.ts'
import { movesMoney } from './money.ts'

/** A cheap look before parsing. */
export const mayBeGeneric = mentions(['createapiview', 'modelviewset', 'createmodelmixin'])

const CREATES = /(?:^|\.)(?:(?:List)?CreateAPIView|ModelViewSet|CreateModelMixin)$/

export interface GenericView {
  readonly view: Class
  readonly subject: string
  readonly effects: Effects
}

/** Views of DRF that create by themselves what their serializer says: `class OrderView(CreateAPIView)`. */
export function genericViews(file: SourceFile, code: Code): readonly GenericView[] {
  return code.classes.flatMap((view) => {
    if (!view.bases.some((base) => CREATES.test(base)) || !createsItself(view)) return []
    const route = routeOf(code, { framework: 'Django', method: 'POST', path: view.name, guards: [], range: view.nameRange })
    if (!movesMoney(route, file.path)) return []
    const own = view.methods.filter(({ name }) => name === 'perform_create')
    const { keyed, uses } = effectsOf(file, own)
    return { view, subject: route.subject, effects: { writes: true, keyed, uses: [...uses, ...serializersOf(view)] } }
  })
}

/** Its own `create` or `post` is a route by itself; a class of the project may be made to be derived from. */
function createsItself({ name, methods, fields }: Class): boolean {
  if (methods.some((one) => /^(?:create|post)$/.test(one.name ?? '')) || /^(?:Base|Abstract)|Mixin$/.test(name)) return false
  const allowed = fields.find((field) => field.name === 'http_method_names')?.value
  const isPosted = allowed?.kind !== 'list' || allowed.items.some((item) => item.kind === 'string' && item.text === 'post')
  return isPosted && fields.some((field) => field.name === 'serializer_class')
}

function serializersOf({ fields }: Class): readonly string[] {
  return fields.flatMap(({ name, value }) =>
    name === 'serializer_class' && value?.kind === 'name' ? value.name.slice(value.name.lastIndexOf('.') + 1) : [],
  )
}
