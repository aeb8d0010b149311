import { describe, expect, test } from 'vitest'
import { postgresAddress } from '@/lib/process/postgres-address'

describe('postgresAddress', () => {
  test('reads what libpq would', () => {
    expect(postgresAddress('postgres://console:p%40ss%2Fword@db.example.com:6432/urls')).toEqual({
      host: 'db.example.com',
      port: 6432,
      user: 'console',
      password: 'p@ss/word',
      database: 'urls',
      tls: { kind: 'verified', rootCertFile: undefined },
    })
  })

  test.each([
    ['postgresql://u@localhost/d', 'off'],
    ['postgresql://u@127.0.0.1/d', 'off'],
    ['postgresql://u@[::1]/d', 'off'],
    ['postgresql://u@x/d?host=/run/postgresql', 'off'],
    ['postgresql://u@10.0.0.7/d', 'verified'],
    ['postgresql://u@10.0.0.7/d?sslmode=require', 'encrypted'],
    ['postgresql://u@10.0.0.7/d?sslmode=disable', 'off'],
    ['postgresql://u@localhost/d?sslmode=verify-full', 'verified'],
  ])('%s: TLS is %s', (url, kind) => {
    expect(postgresAddress(url)).toMatchObject({ port: 5432, tls: { kind } })
  })

  test.each([
    ['mysql://u@h/d', 'must look like'],
    ['no address', 'must look like'],
    ['postgresql://h/d', 'names no host, user or database'],
    ['postgresql://u@h', 'names no host, user or database'],
    ['postgresql://u@h/d?sslmode=prefer', 'sslmode'],
    ['postgresql://u@h/d?options=-cx', '“options”'],
  ])('refuses %s and repeats no secret', (url, sentence) => {
    expect(postgresAddress(url.replace('u@', 'u:geheim@'))).toContain(sentence)
    expect(postgresAddress(url.replace('u@', 'u:geheim@'))).not.toContain('geheim')
  })
})
