import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEntities, htmlToText, looksLikeHtml } from './html-to-text.ts'

describe('en webbsida som text', () => {
  it('stycken får tomrader, punkter och nummer behålls, celler skiljs med tabb', () => {
    const html =
      '<h2>Beslut</h2><ol><li>att <b>anta</b> programmet</li><li>att justera</li></ol><ul><li>bilaga</li></ul><table><tr><td>Namn</td><td>Datum</td></tr></table>'
    expect(htmlToText(html)).toBe('Beslut\n\n1. att anta programmet\n2. att justera\n• bilaga\nNamn\tDatum')
  })

  it('skript, stilmallar och kommentarer följer inte med', () => {
    expect(htmlToText('a<script>if (1 < 2) x("</p>")</script>b<style>p{}</style><!-- <p>c</p> -->d')).toBe('abd')
  })

  it('ett mindre än-tecken i löptext är ett tecken', () => {
    expect(htmlToText('<p>3 < 4 och x<3</p>')).toBe('3 < 4 och x<3')
  })

  it('en taggs attribut får innehålla större än-tecken', () => {
    expect(htmlToText('<p title="a > b">text</p>')).toBe('text')
  })

  it('teckenreferenser blir tecken, förbjudna blir ersättningstecken', () => {
    expect(decodeEntities('&aring;&#228;&#xF6; &sect; 5 &okand; &amp;aring; &#0;&#xD800;')).toBe(
      'åäö § 5 &okand; &aring; \ufffd\ufffd',
    )
  })

  it('ett dokument som börjar med text är ingen webbsida', () => {
    expect(looksLikeHtml('\n <html lang="sv">')).toBe(true)
    expect(looksLikeHtml('<p>Hej')).toBe(true)
    expect(looksLikeHtml('Nämnden <b>beslutar</b>')).toBe(false)
    expect(looksLikeHtml('<3 Ekhamn')).toBe(false)
  })

  it('trasig märkning läses så långt det går och fäller aldrig läsningen', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '<p',
      '<!--',
      '-->',
      '"',
      "'",
      '=',
      '<script>',
      '</script',
      '&',
      '&#',
      'a',
      ' ',
      '<li>',
      '</ul>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof htmlToText(pieces.join(''))).toBe('string')
      }),
    )
  })
})
