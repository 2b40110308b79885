import { describe, expect, test } from 'vitest'
import { userFacts, userOfImage } from '#formats/container-user'

describe('the user of an image', () => {
  test.each([
    ['scratch', 'root'],
    ['node:22-alpine', 'root'],
    ['docker.io/library/python:3.12', 'root'],
    ['public.ecr.aws/docker/library/golang:1.24', 'root'],
    ['gcr.io/distroless/static-debian12', 'root'],
    ['gcr.io/distroless/static-debian12:nonroot', 'ordinary'],
    ['gcr.io/distroless/base:debug-nonroot', 'ordinary'],
    ['bitnami/postgresql:17', 'ordinary'],
    ['cgr.dev/chainguard/node', 'ordinary'],
    ['nginxinc/nginx-unprivileged:1.27', 'ordinary'],
    ['nginx:1.27', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:9.0', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled', 'ordinary'],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'exempt'],
    ['public.ecr.aws/lambda/python:3.12', 'exempt'],
    ['registry.access.redhat.com/ubi9/ubi-minimal:9.5', 'root'],
    ['registry.access.redhat.com/ubi9/nodejs-22:1', 'ordinary'],
    ['postgres:17', 'drops'],
    ['acme/base:1.0', 'unknown'],
    ['registry.acme.example/node:22', 'unknown'],
    ['not an image', 'unknown'],
  ])('%s: %s', (image, user) => expect(userOfImage(image)).toBe(user))
})

describe('a Dockerfile', () => {
  const users = (text: string) =>
    userFacts({ path: 'Dockerfile', text }).flatMap((fact) => (fact.is === 'built' ? [`${fact.built.subject}: ${fact.built.user}`] : []))

  test.each([
    ['FROM node:22\nUSER 1001:1001\nCMD ["node"]\n', ['FROM node: ordinary']],
    ['FROM node:22\nUSER "0"\nCMD ["node"]\n', ['FROM node: root']],
    ['ARG UID=1000\nFROM node:22\nARG UID\nUSER $UID\nCMD ["node"]\n', ['FROM node: ordinary']],
    ['FROM node:22\nUSER $UID\nCMD ["node"]\n', ['FROM node: unknown']],
    ['FROM node:22 AS a\nUSER node\nFROM a\nCMD ["node"]\n', ['FROM a: ordinary']],
    ['FROM --platform=$BUILDPLATFORM golang:1.24 AS a\nRUN go build\nFROM alpine:3.21\nENTRYPOINT ["/x"]\n', ['FROM alpine: root']],
    ['FROM ubuntu:24.04\nRUN make\n', []],
    ['FROM $BASE\nCMD ["x"]\n', ['FROM $BASE: unknown']],
    ['', []],
  ])('%j', (text, expected) => expect(users(text)).toEqual(expected))
})

describe('the values of a chart', () => {
  const granted = (text: string) =>
    userFacts({ path: 'charts/shop/values.yaml', text }).flatMap((fact) =>
      fact.is === 'privilege' && fact.privilege.granted ? [`${fact.privilege.key}${fact.privilege.mild ? ' mild' : ''}`] : [],
    )

  test.each([
    ['securityContext: { privileged: true }\n', ['privileged']],
    ['api:\n  workers:\n    - securityContext: { runAsUser: 0 }\n', ['runAsUser']],
    ['securityContext: { enabled: false, privileged: true }\n', []],
    ['volumePermissions: { enabled: false, securityContext: { runAsUser: 0 } }\n', []],
    ['volumePermissions: { enabled: true, containerSecurityContext: { runAsUser: 0 } }\n', ['runAsUser mild']],
    ['initSecurityContext: { runAsUser: 0 }\n', ['runAsUser mild']],
    ['a: &a { securityContext: { privileged: true } }\nb: *a\n', ['privileged']],
  ])('%j', (text, expected) => expect(granted(text)).toEqual(expected))
})
