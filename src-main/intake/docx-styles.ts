import type { ParagraphKind } from './paragraphs.ts'
import { xmlEvents } from './xml-events.ts'

interface Style {
  name: string
  basedOn: string
  outline: boolean
  hidden: boolean
}

function kindOfName(name: string): ParagraphKind | undefined {
  const plain = name.toLowerCase().trim()
  if (/^(?:heading|überschrift|titre|título|encabezado|заголовок)\s*\d|^(?:title|subtitle)$/u.test(plain))
    return 'heading'
  if (/quot|block text|^citation|^zitat/u.test(plain)) return 'quotation'
  if (/^questions?$/u.test(plain)) return 'question'
  return /^answers?$/u.test(plain) ? 'answer' : undefined
}

/** What the styles of a document make of its paragraphs. */
export class DocxStyles {
  readonly #styles = new Map<string, Style>()

  /** @param xml `word/styles.xml`, or undefined where there is none @param w whether a name is WordprocessingML's */
  constructor(xml: string | undefined, w: (name: string) => string | undefined) {
    let style: Style | undefined
    for (const event of xml === undefined ? [] : xmlEvents(xml)) {
      if (event.is !== 'open') continue
      const value = event.attributes.get('w:val') ?? ''
      const name = w(event.name)
      if (name === 'style') {
        style = { name: '', basedOn: '', outline: false, hidden: false }
        this.#styles.set(event.attributes.get('w:styleId') ?? '', style)
      } else if (style === undefined) continue
      else if (name === 'name') style.name = value
      else if (name === 'basedOn') style.basedOn = value
      else if (name === 'outlineLvl') style.outline = value !== '9'
      else if (name === 'vanish') style.hidden = !['0', 'false', 'off'].includes(value)
    }
  }

  #chain(id: string): readonly Style[] {
    const chain: Style[] = []
    for (let next = id; next !== '' && chain.length < 20;) {
      const style = this.#styles.get(next)
      if (style === undefined) break
      chain.push(style)
      next = style.basedOn
    }
    return chain
  }

  /** What a paragraph of this style is. Without a style's entry its id is taken for its name. */
  kindOf(id: string): ParagraphKind {
    const chain = this.#chain(id)
    if (chain.length === 0) return kindOfName(id.replace(/(\p{L})(\d)/u, '$1 $2')) ?? 'paragraph'
    for (const { name, outline } of chain) {
      const kind = outline ? 'heading' : kindOfName(name)
      if (kind !== undefined) return kind
    }
    return 'paragraph'
  }

  /** Whether text of this style is hidden. */
  isHidden(id: string): boolean {
    return this.#chain(id).some(({ hidden }) => hidden)
  }
}
