import type { Range } from '#model/location'

/**
 * What a file of source code says, in one shape for all languages: plain data, in the order of the file.
 * Names are dotted in every language: `.`, `->`, `::`, `?.` and `\` all become `.`, and PHP's `$` is dropped.
 */
export interface Code {
  readonly language: Language
  /** Every call, also those inside arguments and functions. */
  readonly calls: readonly Call[]
  readonly assignments: readonly Assignment[]
  /** Every `key: value` of every object literal, dictionary, hash, composite literal. */
  readonly entries: readonly Entry[]
  readonly functions: readonly Func[]
  readonly classes: readonly Class[]
  readonly imports: readonly Import[]
  /** Every operation, comparison, subscript and dotted name. */
  readonly expressions: readonly Expression[]
  readonly strings: readonly StringValue[]
  readonly decorators: readonly Decorator[]
  readonly catches: readonly Catch[]
  readonly comments: readonly Comment[]
  /** The parser skipped over syntax that it does not know, or that nests too deeply: that part is missing here. */
  readonly incomplete: boolean
}

export type Language = 'python' | 'javascript' | 'typescript' | 'go' | 'java' | 'ruby' | 'php' | 'csharp'

/** An expression. Parentheses, `await`, casts, non-null marks, `&x` and `*x` are transparent: the value is what they wrap. */
export type Value =
  | StringValue
  | NumberValue
  | BooleanValue
  | NullValue
  | NameValue
  | MemberValue
  | SubscriptValue
  | Call
  | ListValue
  | ObjectValue
  | BinaryValue
  | UnaryValue
  | ConditionalValue
  | FunctionValue
  | OtherValue

interface Located {
  readonly range: Range
}

export interface StringValue extends Located {
  readonly kind: 'string'
  /** Without quotes, common escapes resolved; interpolations as they are written. Adjacent literals are joined. */
  readonly text: string
  readonly interpolated: boolean
  /** The interpolated expressions. */
  readonly parts: readonly Value[]
}

export interface NumberValue extends Located {
  readonly kind: 'number'
  readonly value: number
}

export interface BooleanValue extends Located {
  readonly kind: 'boolean'
  readonly value: boolean
}

/** None, null, nil, undefined. */
export interface NullValue extends Located {
  readonly kind: 'null'
}

/** `process.env.X`, `settings.DEBUG`, `self.x`, `this.x`, `@x`. */
export interface NameValue extends Located {
  readonly kind: 'name'
  readonly name: string
}

/** A member of something that has no name: `load().debug`. */
export interface MemberValue extends Located {
  readonly kind: 'member'
  readonly object: Value
  readonly property: string
}

/** `os.environ["X"]`. */
export interface SubscriptValue extends Located {
  readonly kind: 'subscript'
  readonly object: Value
  readonly key: Value
}

export interface Call extends Located {
  readonly kind: 'call'
  /** As written: `os.getenv`, `promauto.NewCounterVec`, `app.route().get` for `app.route('/x').get(…)`. */
  readonly callee: string
  /** The last segment of the callee. */
  readonly method: string
  /** What the method is called on. */
  readonly receiver?: Value | undefined
  readonly isNew: boolean
  readonly isAwaited: boolean
  /** A block (Ruby) or an object initializer (C#, Java) is the last one. */
  readonly args: readonly Argument[]
  readonly calleeRange: Range
  readonly scope: Scope
}

export interface Expression extends Located {
  readonly value: BinaryValue | ConditionalValue | SubscriptValue | MemberValue | NameValue
  readonly scope: Scope
}

export interface Argument extends Located {
  readonly name?: string | undefined
  readonly value: Value
}

/** Lists, tuples, sets, arrays. A spread item is a unary `...`. */
export interface ListValue extends Located {
  readonly kind: 'list'
  readonly items: readonly Value[]
}

export interface ObjectValue extends Located {
  readonly kind: 'object'
  /** Of a Go composite literal: `http.Server`. */
  readonly type?: string | undefined
  /** A spread entry has the key `...`. */
  readonly entries: readonly Entry[]
}

export interface Entry extends Located {
  /** A literal key's text, else the expression as it is written. */
  readonly key: string
  readonly keyRange: Range
  readonly value: Value
  readonly scope: Scope
}

/** Operators are written alike in all languages: `||` (or), `&&` (and), `==` (===, is), `!=`, `??`, `+` (PHP's dot). */
export interface BinaryValue extends Located {
  readonly kind: 'binary'
  readonly operator: string
  readonly left: Value
  readonly right: Value
}

/** `!` (not), `-`, `...`, `typeof`. */
export interface UnaryValue extends Located {
  readonly kind: 'unary'
  readonly operator: string
  readonly operand: Value
}

export interface ConditionalValue extends Located {
  readonly kind: 'conditional'
  readonly condition: Value
  readonly whenTrue: Value
  readonly whenFalse: Value
}

export interface FunctionValue extends Located {
  readonly kind: 'function'
  readonly function: Func
}

export interface OtherValue extends Located {
  readonly kind: 'other'
  readonly text: string
}

/**
 * A declaration with a value, an assignment, a field with a default. What a PHP file returns at its top level is assigned to
 * `return`, what a JavaScript module exports by default to `default`.
 */
export interface Assignment extends Located {
  /** Dotted: `DEBUG`, `self.api_key`, `app.debug`; a literal subscript counts as a segment: `app.config.DEBUG`. */
  readonly target: string
  readonly targetRange: Range
  /** `=` (also `:=`), `+=`, `||=`. */
  readonly operator: string
  readonly value: Value
  readonly type?: string | undefined
  readonly scope: Scope
}

/** Where something stands. */
export interface Scope {
  /** It runs when the file is loaded: not inside a function. Class bodies, Ruby blocks and functions called on the spot count. */
  readonly moduleLevel: boolean
  /** The innermost named function around it. */
  readonly function?: string | undefined
  readonly class?: string | undefined
  /** Everything that has to hold for it to run, outermost first. */
  readonly conditions: readonly Condition[]
  /** Loops around it. */
  readonly loops: number
  /** `with` blocks around it, and the calls whose callback or block it is part of, outermost first: `transaction.atomic`. */
  readonly inside: readonly string[]
  /** It is in the guarded part of a `try`. */
  readonly guarded: boolean
}

export interface Condition {
  readonly value: Value
  /** It runs when the value is false: `else`, `unless`. */
  readonly negated: boolean
  readonly text: string
}

export interface Func extends Located {
  /** Of an anonymous function what it is assigned to, else absent. */
  readonly name?: string | undefined
  readonly nameRange?: Range | undefined
  readonly params: readonly Param[]
  readonly returnType?: string | undefined
  readonly decorators: readonly Decorator[]
  readonly isAsync: boolean
  readonly bodyRange?: Range | undefined
  /** Statements directly in its body; documentation strings and comments do not count. */
  readonly statements: number
  /** What it returns itself, not what functions inside it return. */
  readonly returns: readonly Value[]
  readonly throws: readonly Value[]
  /** All calls in its body, also those in functions inside it. */
  readonly calls: readonly Call[]
  readonly assignments: readonly Assignment[]
  readonly scope: Scope
}

export interface Param extends Located {
  readonly name: string
  readonly type?: string | undefined
  readonly default?: Value | undefined
  readonly decorators: readonly Decorator[]
}

export interface Class extends Located {
  readonly name: string
  readonly nameRange: Range
  readonly kind: 'class' | 'interface' | 'struct' | 'enum' | 'module'
  /** What it extends, implements, embeds or includes. */
  readonly bases: readonly string[]
  readonly decorators: readonly Decorator[]
  readonly fields: readonly Field[]
  readonly methods: readonly Func[]
  readonly scope: Scope
}

export interface Field extends Located {
  readonly name: string
  readonly nameRange: Range
  readonly type?: string | undefined
  readonly value?: Value | undefined
  /** Also the tags of a Go struct: `env:"DEBUG"` is a decorator `env` with one string. */
  readonly decorators: readonly Decorator[]
}

/** A decorator, annotation or attribute. */
export interface Decorator extends Located {
  readonly name: string
  readonly args: readonly Argument[]
  readonly on: 'function' | 'class' | 'field' | 'parameter'
  readonly scope: Scope
}

export interface Import extends Located {
  /** As written: `os`, `./settings`, `github.com/gin-gonic/gin`, `java.util.List`. */
  readonly module: string
  /** The local name of the whole module, where it has one of its own. */
  readonly alias?: string | undefined
  readonly names: readonly ImportedName[]
}

export interface ImportedName {
  readonly name: string
  readonly alias?: string | undefined
}

export interface Catch extends Located {
  /** Empty: it catches everything. */
  readonly types: readonly string[]
  readonly variable?: string | undefined
  readonly statements: number
  readonly calls: readonly Call[]
  readonly throws: readonly Value[]
  readonly returns: readonly Value[]
  readonly scope: Scope
}

export interface Comment extends Located {
  /** As written, with its marks. */
  readonly text: string
}
