import { describe, expect, it } from 'vitest'
import { Catalogue } from './texts.ts'

const texts = {
  'prov.hej': ['Hej {name}, hej {name}!', 'Hello {name}!'],
  'prov.antal': ['{n|en synpunkt|{n} synpunkter}', '{n|one point|{n} points}'],
  'prov.fel': ['{n|En uppgift behöver rättas|{n} uppgifter behöver rättas} i {var}', '{n|One|{n}} in {var}'],
} as const
const catalogue = new Catalogue()
catalogue.add(texts)
const [sv, en] = [catalogue.in('sv'), catalogue.in('en')]

describe('texterna', () => {
  it('fylls i på båda språken', () => {
    expect(sv('prov.hej', { name: 'Åsa' })).toBe('Hej Åsa, hej Åsa!')
    expect(en('prov.hej', { name: 'Åsa' })).toBe('Hello Åsa!')
  })

  it('väljer ental bara för ett, också inne i en mening', () => {
    expect([0, 1, 2, 1.5].map((n) => sv('prov.antal', { n }))).toEqual([
      '0 synpunkter',
      'en synpunkt',
      '2 synpunkter',
      '1.5 synpunkter',
    ])
    expect(sv('prov.fel', { n: 1, var: 'formuläret' })).toBe('En uppgift behöver rättas i formuläret')
    expect(en('prov.fel', { n: 3, var: 'the form' })).toBe('3 in the form')
  })

  it('ett värde som saknas syns som sitt namn, och ett okänt namn på en text som namnet', () => {
    expect(sv('prov.hej')).toBe('Hej {name}, hej {name}!')
    expect(sv('prov.finns-inte')).toBe('prov.finns-inte')
    expect([catalogue.has('prov.hej'), catalogue.has('prov.finns-inte'), catalogue.has('__proto__')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('klamrar som en användare har skrivit fylls inte i', () => {
    expect(sv('prov.fel', { n: 1, var: '{n} {n|a|b} {var} {{name}} $& $1' })).toBe(
      'En uppgift behöver rättas i {n} {n|a|b} {var} {{name}} $& $1',
    )
  })

  it('samma namn i två tabeller stoppar starten', () => {
    expect(() => catalogue.add({ 'prov.hej': ['Hej', 'Hello'] })).toThrow('the text prov.hej is defined twice')
  })
})
