import type { ReactNode } from 'react'
import type { Block, Inline } from '../text/index.ts'

/** A stretch of a passage's plain text (UTF-16 offsets, half open) that is to be marked. */
export interface MarkedRange {
  start: number
  end: number
}

/** Draws the blocks of a passage as text; ranges are marked across bold, links and list items. */
export function Blocks({ blocks, marks = [] }: { blocks: Block[]; marks?: MarkedRange[] }) {
  let offset = 0
  const draw = (content: Inline[]): ReactNode[] => {
    const nodes = content.map((run, at) => {
      const start = offset
      offset += run.text.length
      return <Run key={`${at} ${start}`} run={run} start={start} marks={marks} />
    })
    // Blocks and list items are joined by one line feed in the plain text.
    offset += 1
    return nodes
  }
  return (
    <>
      {blocks.map((block) => {
        const key = `${block.type} ${offset}`
        switch (block.type) {
          case 'heading':
            return <h4 key={key}>{draw(block.content)}</h4>
          case 'quote':
            return (
              <blockquote key={key}>
                <p>{draw(block.content)}</p>
              </blockquote>
            )
          case 'list': {
            const items = block.items.map((item) => <li key={`${offset}`}>{draw(item)}</li>)
            return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
          }
          default:
            return <p key={key}>{draw(block.content)}</p>
        }
      })}
    </>
  )
}

function Run({ run, start, marks }: { run: Inline; start: number; marks: MarkedRange[] }): ReactNode {
  const inner = cut(run.text, start, marks).map((piece) =>
    piece.isMarked ? <mark key={piece.at}>{piece.text}</mark> : piece.text,
  )
  if (run.href !== undefined) return <a href={run.href}>{inner}</a>
  if (run.strong) return <strong>{inner}</strong>
  if (run.em) return <em>{inner}</em>
  return <>{inner}</>
}

function cut(text: string, start: number, marks: MarkedRange[]): { at: number; text: string; isMarked: boolean }[] {
  const borders = new Set([0, text.length])
  for (const mark of marks) {
    for (const edge of [mark.start - start, mark.end - start]) if (edge > 0 && edge < text.length) borders.add(edge)
  }
  const sorted = [...borders].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length
    const isMarked = marks.some((mark) => mark.start < start + to && mark.end > start + from)
    return { at: start + from, text: text.slice(from, to), isMarked }
  })
}
