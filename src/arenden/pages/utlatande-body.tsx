import { Blocks, useView } from '../../platform/html/index.ts'
import { fromMarkdown } from '../../platform/text/index.ts'
import { partsOf, type UtlatandePoint, type UtlatandeText } from '../model/utlatande.ts'

/** The statement as it is read, in the fixed form. Official text: Swedish in every language of the interface. */
export function UtlatandeBody({ text, remissLine }: { text: UtlatandeText; remissLine: string | null }) {
  const { t } = useView()
  return (
    <article className="card official utlatande" lang="sv" aria-label={text.title}>
      <h2 className="doc-title">{text.title}</h2>
      {remissLine && <p className="meta">{remissLine}</p>}
      <h3>{t('utlatande.doc-forslag')}</h3>
      {text.forslag.length === 0 ? (
        <p className="meta">{t('utlatande.not-written')}</p>
      ) : (
        <ol>
          {text.forslag.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
      )}
      {text.sections.map((section) => {
        const parts = partsOf(section, text.points)
        return (
          <section key={section.key}>
            <h3>{section.heading}</h3>
            {parts.length === 0 && <p className="meta">{t('utlatande.not-written')}</p>}
            {parts.map((part) =>
              part.type === 'text' ? (
                <Blocks key={part.markdown} blocks={fromMarkdown(part.markdown)} />
              ) : (
                <PointParagraph key={`p${part.point.nr}`} point={part.point} />
              ),
            )}
          </section>
        )
      })}
      {text.bilagor.length > 0 && (
        <section>
          <h3>{t('utlatande.doc-bilagor')}</h3>
          <ol>
            {text.bilagor.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ol>
        </section>
      )}
    </article>
  )
}

function PointParagraph({ point }: { point: UtlatandePoint }) {
  const { t } = useView()
  const kinds = point.kinds.map((kind) => t(`synpunkt.kind.${kind}`)).join(', ')
  return (
    <div className="point">
      <p className="meta">
        <strong>
          {point.nr} {kinds}
        </strong>{' '}
        · {point.place}
      </p>
      <p>
        {point.text}
        {point.quote && (
          <>
            {' '}
            <q>{point.quote}</q>
          </>
        )}
      </p>
    </div>
  )
}
