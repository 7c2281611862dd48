import {
  AlignmentType,
  BorderStyle,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from 'docx'

/** The typefaces of the PDF. Where they are not installed Word takes the second name (`fontTable` in `render-docx.ts`). */
export const SERIF = 'Source Serif 4'
export const SANS = 'Atkinson Hyperlegible Next'

export const INK = '16202B'
export const SOFT = '4A5866'
export const HAIR = '8A8577'
export const THREAD = 'B3261E'

/** Word counts lengths in twentieths of a point and type in half points. */
export const mm = (length: number): number => Math.round((length * 1440) / 25.4)
const pt = (size: number): number => Math.round(size * 2)

export const ORDERED = 'numrerad'
export const BULLETS = 'punktad'

const heading = (size: number, before: number): object => ({
  run: { font: SANS, size: pt(size), bold: true, italics: false, color: INK },
  paragraph: { spacing: { before, after: 80 }, keepNext: true, keepLines: true },
})

/** Real styles with Word's own ids, so that they keep their Swedish names, the navigation pane and a table of contents. */
export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: {
        font: SERIF,
        size: pt(11),
        color: INK,
        language: { value: 'sv-SE', eastAsia: 'sv-SE', bidirectional: 'ar-SA' },
      },
      paragraph: { spacing: { after: 120, line: 259, lineRule: LineRuleType.AUTO } },
    },
    title: {
      run: { font: SERIF, size: pt(19), bold: true, color: INK },
      paragraph: { spacing: { before: 0, after: 60, line: 228, lineRule: LineRuleType.AUTO }, keepNext: true },
    },
    heading1: heading(13, 360),
    heading2: heading(11.5, 280),
    heading3: heading(10.5, 240),
    heading4: heading(10, 240),
    hyperlink: { run: { color: '0B5CAD' } },
    listParagraph: { paragraph: { spacing: { after: 60 } } },
  },
  paragraphStyles: [
    {
      id: 'Subtitle',
      name: 'Subtitle',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { font: SANS, size: pt(10), color: SOFT },
      paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
    },
    {
      id: 'Quote',
      name: 'Quote',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { italics: true },
      paragraph: { indent: { left: mm(4.2) } },
    },
    {
      id: 'Header',
      name: 'header',
      basedOn: 'Normal',
      run: { font: SANS, size: pt(9), color: SOFT },
      paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
    },
    {
      id: 'Huvud',
      name: 'Huvud',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: SANS, size: pt(10) },
      paragraph: { spacing: { after: 0, line: 259, lineRule: LineRuleType.AUTO } },
    },
    {
      id: 'Synpunkt',
      name: 'Synpunkt',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { font: SANS, size: pt(9.5) },
      paragraph: { spacing: { before: 240, after: 60 }, keepNext: true },
    },
  ],
}

const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string): object => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: { left: mm(6.2), hanging: mm(6.2) } } },
})

export const NUMBERING: INumberingOptions = {
  config: [
    { reference: ORDERED, levels: [level(LevelFormat.DECIMAL, '%1.') as never] },
    { reference: BULLETS, levels: [level(LevelFormat.BULLET, '•') as never] },
  ],
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }

/** A table that is there for its columns only. */
export const NO_BORDERS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
}
