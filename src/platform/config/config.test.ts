import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, isLoopback, readConfig } from './config.ts'

describe('inställningarna ur miljön', () => {
  it('har värden som går att starta med när ingenting är satt', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataFolder: resolve('data'),
      databaseUrl: null,
      publicUrl: new URL('http://127.0.0.1:8080'),
      maxUploadBytes: 25 * 1024 * 1024,
      demoPublic: false,
      smtp: null,
    })
  })

  it('tomma variabler och blanktecken är som om de inte var satta', () => {
    const empty = {
      PORT: ' ',
      SAMSYN_DATA: '',
      DATABASE_URL: '  ',
      SAMSYN_URL: '\n',
      SAMSYN_HOST: ' ',
      SAMSYN_MAX_UPLOAD_MB: '',
      SAMSYN_SMTP_URL: ' ',
      SAMSYN_MAIL_FROM: ' ',
    }
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  it('läser det som är satt', () => {
    const config = readConfig(
      {
        PORT: ' 0 ',
        SAMSYN_DATA: '/srv/samsyn',
        DATABASE_URL: 'postgres://samsyn@localhost/samsyn',
        SAMSYN_URL: 'https://samsyn.ekhamn.example/',
        SAMSYN_HOST: '0.0.0.0',
        SAMSYN_MAX_UPLOAD_MB: '200',
      },
      { demoPublic: true },
    )
    expect(config).toMatchObject({ port: 0, host: '0.0.0.0', dataFolder: '/srv/samsyn', demoPublic: true })
    expect(config.databaseUrl).toBe('postgres://samsyn@localhost/samsyn')
    expect(config.publicUrl.origin).toBe('https://samsyn.ekhamn.example')
    expect(config.maxUploadBytes).toBe(200 * 1024 * 1024)
  })

  it.each(['-1', '65536', '80a', '8080.5', '1e9', 'NaN', 'Infinity', '８０８０x'])(
    'PORT=%s nekas med variabelns namn',
    (port) => {
      expect(() => readConfig({ PORT: port })).toThrow(ConfigError)
      expect(() => readConfig({ PORT: port })).toThrow(`PORT ska vara ett heltal mellan 0 och 65535, inte "${port}"`)
    },
  )

  it.each(['0', '201', 'mycket'])('SAMSYN_MAX_UPLOAD_MB=%s nekas', (size) => {
    expect(() => readConfig({ SAMSYN_MAX_UPLOAD_MB: size })).toThrow(
      'SAMSYN_MAX_UPLOAD_MB ska vara ett heltal mellan 1 och 200',
    )
  })

  it.each([
    'mysql://localhost/samsyn',
    'localhost:5432/samsyn',
    'samsyn',
    '/var/run/postgresql',
    'http://postgres://x',
  ])('DATABASE_URL=%s nekas', (url) => {
    expect(() => readConfig({ DATABASE_URL: url })).toThrow(
      'DATABASE_URL ska börja med postgres:// eller postgresql://',
    )
  })

  it('felet om databasens adress visar inte lösenordet', () => {
    try {
      readConfig({ DATABASE_URL: 'mysql://samsyn:hemligt@localhost/samsyn' })
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain('hemligt')
    }
  })

  it.each(['http://127.0.0.1:9000', 'http://localhost', 'http://[::1]:8080', 'http://127.1.2.3', 'https://127.0.0.1'])(
    'SAMSYN_URL=%s godtas',
    (url) => {
      expect(readConfig({ SAMSYN_URL: url }).publicUrl.href).toBe(new URL(url).href)
    },
  )

  it.each([
    'http://samsyn.ekhamn.example',
    'http://localhost.ekhamn.example',
    'http://127.0.0.1.ekhamn.example',
    'http://10.0.0.5:8080',
    'http://localhost@ekhamn.example',
    'ftp://127.0.0.1',
    'javascript:alert(1)',
  ])('SAMSYN_URL=%s nekas: sessionen skulle gå i klartext', (url) => {
    expect(() => readConfig({ SAMSYN_URL: url })).toThrow('SAMSYN_URL ska vara https://')
  })

  it('SAMSYN_URL som inte är en adress nekas', () => {
    expect(() => readConfig({ SAMSYN_URL: 'samsyn' })).toThrow('SAMSYN_URL är ingen adress: samsyn')
  })
})

describe('e-postservern', () => {
  const from = 'samsyn@ekhamn.example'

  it('godtas med avsändaradress, med och utan inloggning', () => {
    for (const url of ['smtp://post.ekhamn.example:25', 'smtps://samsyn:hemligt@post.ekhamn.example'])
      expect(readConfig({ SAMSYN_SMTP_URL: url, SAMSYN_MAIL_FROM: from }).smtp).toEqual({ url, from })
  })

  it.each(['post.ekhamn.example', 'http://hemligt@post.ekhamn.example', 'smtp://', 'smtp:// hemligt'])(
    'SAMSYN_SMTP_URL=%s nekas utan att visas',
    (url) => {
      const read = () => readConfig({ SAMSYN_SMTP_URL: url, SAMSYN_MAIL_FROM: from })
      expect(read).toThrow('SAMSYN_SMTP_URL ska vara en adress som börjar med smtp:// eller smtps://')
      expect(read).not.toThrow('hemligt')
    },
  )

  it.each([undefined, '', 'Samsyn', 'a@b', `${from}\nBcc: x@ekhamn.example`, 'Samsyn <samsyn@ekhamn.example>'])(
    'utan användbar avsändaradress (%j) nekas den',
    (bad) => {
      expect(() => readConfig({ SAMSYN_SMTP_URL: 'smtp://localhost', SAMSYN_MAIL_FROM: bad })).toThrow(
        'SAMSYN_MAIL_FROM',
      )
    },
  )
})

describe('den egna maskinen', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['[::1]', true],
    ['::1', true],
    ['128.0.0.1', false],
    ['0.0.0.0', false],
    ['localhost.example', false],
    ['127.0.0.1.example', false],
    ['', false],
  ])('%s: %s', (name, expected) => {
    expect(isLoopback(name)).toBe(expected)
  })
})
