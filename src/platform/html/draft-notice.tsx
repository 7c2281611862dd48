import { useView } from './context.ts'
import { Moment } from './date.tsx'

/** "Du har text som inte är sparad": take it back, or throw it away. */
export function DraftNotice(props: {
  draft: { savedAt: Date; isShown: boolean } | null
  /** Where the form posts, and where it is shown. */
  form: string
  page: string
}) {
  const { t, newReceipt } = useView()
  const { draft, form, page } = props
  if (!draft) return null
  return (
    <div className="notice info">
      <p>
        {t(draft.isShown ? 'utkast.shown' : 'utkast.there-is')} (<Moment at={draft.savedAt} />)
      </p>
      {!draft.isShown && (
        <p>
          <a className="btn" href={`${page}?utkast=1`}>
            {t('utkast.take-back')}
          </a>
        </p>
      )}
      <form method="post" action="/utkast/slang">
        <input type="hidden" name="kvitto" value={newReceipt()} />
        <input type="hidden" name="formular" value={form} />
        <input type="hidden" name="tillbaka" value={page} />
        <button type="submit" className="btn alt">
          {t('utkast.drop')}
        </button>
      </form>
    </div>
  )
}
