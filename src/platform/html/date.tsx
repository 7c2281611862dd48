import { swedishDay, swedishMinute } from '../time/clock.ts'
import { formatSwedishDate } from '../time/swedish-date.ts'
import { useView } from './context.ts'

/** A day in words: `27 november 2026`. */
export function Day({ day }: { day: string }) {
  const { lang } = useView()
  return <time dateTime={day}>{formatSwedishDate(day, lang)}</time>
}

/** A moment: day in words and Swedish clock time. */
export function Moment({ at }: { at: Date }) {
  const { lang } = useView()
  return (
    <time dateTime={at.toISOString()}>
      {formatSwedishDate(swedishDay(at), lang)} {swedishMinute(at).slice(11)}
    </time>
  )
}
