import { expect, test } from 'vitest'
import { prepare } from '../../src/formats/prepare.ts'
import { tokens } from '../../src/formats/tokens.ts'

async function faults(path: string, text: string): Promise<(string | undefined)[]> {
  await prepare([path])
  return tokens({ path, text }).map(({ fault, unknown }) => fault ?? (unknown ? 'unknown' : 'fine'))
}

test.each([
  ['PyJWT, positional', 'a.py', 'import jwt\njwt.decode(t, KEY, ["HS256"])', ['fine']],
  ['PyJWT, old', 'a.py', 'import jwt\ndef f(t):\n  return jwt.decode(t, KEY, verify=False)', ['unverified']],
  [
    'PyJWT, options with a name',
    'a.py',
    'import jwt\nO = {"verify_exp": False}\njwt.decode(t, KEY, algorithms=A, options=O)',
    ['expired accepted'],
  ],
  ['PyJWT, spread', 'a.py', 'import jwt\njwt.decode(t, **options)', ['unknown']],
  ['another jwt', 'a.py', 'from mine import jwt\njwt.decode(t)', []],
  ['jose claims', 'a.py', 'from jose import jwt\ndef current(t):\n  return jwt.get_unverified_claims(t)["sub"]', ['unverified']],
  ['when it ends', 'a.py', 'import jwt\ndef ttl(t):\n  return jwt.decode(t, options={"verify_signature": False})["exp"] - now()', ['fine']],
  [
    'who issued it',
    'a.py',
    'import jwt\ndef where(t):\n  c = jwt.decode(t, options={"verify_signature": False})\n  return c.get("iss")',
    ['fine'],
  ],
  [
    'what says so',
    'a.py',
    'import jwt\ndef parse_unverified(t):\n  return jwt.decode(t, options={"verify_signature": False})',
    ['unknown'],
  ],
  ['everything', 'a.py', 'import jwt\ndef claims(t):\n  return jwt.decode(t, options={"verify_signature": False})', ['unverified']],
  [
    'an id token from its issuer',
    'a.py',
    'import jwt\ndef finish(self):\n  return jwt.decode(self._id_token, options={"verify_signature": False})["email"]',
    ['unknown'],
  ],
  [
    'an id token from a request',
    'a.py',
    'import jwt\ndef f(request):\n  return jwt.decode(request.data["id_token"], options={"verify_signature": False})["email"]',
    ['unverified'],
  ],
  ['PHP', 'a.php', "<?php\nuse Firebase\\JWT\\JWT;\nuse Firebase\\JWT\\Key;\nJWT::decode($t, new Key($k, 'none'));", ['none']],
  ['PHP, pinned', 'a.php', "<?php\nuse Firebase\\JWT\\JWT;\nJWT::decode($t, new Key($k, 'RS256'));", ['fine']],
  [
    'java-jwt',
    'A.java',
    'import com.auth0.jwt.JWT;\nclass A { String f(String t) { return JWT.decode(t).getSubject(); } }',
    ['trusted unverified'],
  ],
  [
    'jjwt, unsigned',
    'A.java',
    'import io.jsonwebtoken.Jwts;\nclass A { String a = Jwts.builder().setExpiration(end).signWith(SignatureAlgorithm.NONE, k).compact(); }',
    ['none'],
  ],
  ['Algorithm.none', 'A.java', 'import com.auth0.jwt.algorithms.Algorithm;\nclass A { Algorithm a = Algorithm.none(); }', ['none']],
  ['Nest', 'a.ts', "import { JwtService } from '@nestjs/jwt'\nclass A { f(t) { return this.jwtService.verify(t) } }", ['fine']],
  [
    'Nest, decoded',
    'a.ts',
    "import { JwtService } from '@nestjs/jwt'\nclass A { f(req) { const c = this.jwtService.decode(req.token)\n return users.find(c.sub) } }",
    ['trusted unverified'],
  ],
  ['a callback', 'a.js', "const jwt = require('jsonwebtoken')\njwt.verify(t, key, (error, user) => user)", ['open algorithm']],
  ['no token at all', 'a.js', 'decode(t)', []],
  [
    'ParseUnverified before Parse',
    'a.go',
    'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(t string) {\n p.ParseUnverified(t, c)\n jwt.Parse(t, f2, jwt.WithValidMethods(m))\n}',
    ['fine', 'fine'],
  ],
  [
    'a function that says in its name what it leaves out',
    'a.go',
    'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc UnsafeSubject(t string) string {\n p.ParseUnverified(t, c)\n return c.Subject\n}',
    ['fine'],
  ],
  [
    'a key function elsewhere',
    'a.go',
    'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(t string) { jwt.Parse(t, v.keyFor) }',
    ['unknown'],
  ],
  ['a key set', 'a.go', 'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(t string) { jwt.Parse(t, jwks().Keyfunc) }', ['fine']],
])('%s', async (_, path, text, expected) => expect(await faults(path, text)).toEqual(expected))
