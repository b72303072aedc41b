import { useMemo, useState, type KeyboardEvent, type ReactElement } from 'react'
import { Button, DropIndicator, Tree, TreeItem, TreeItemContent, useDragAndDrop, type Key } from 'react-aria-components'
import { useSay } from '../app/words.tsx'
import { classes } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton, type MenuChoice } from '../ui/Menu.tsx'
import { Empty } from '../ui/Note.tsx'
import { move, step, type Arrangement, type ArrangedSection, type PlacedDocument } from './arrangement.ts'
import css from './Bundles.module.css'
import { DocumentWords } from './DocumentWords.tsx'
import { countDocuments, identityOf, showDocument, type ShownDocument, type Sources } from './documents.ts'

/** What the tree asks of the screen around it. */
export type TreeAsk =
  | { readonly kind: 'add'; readonly key: string }
  | { readonly kind: 'rename'; readonly key: string }
  | { readonly kind: 'edit'; readonly key: string }
  | { readonly kind: 'remove'; readonly key: string }

interface SectionTreeProps {
  readonly arrangement: Arrangement
  readonly sources: Sources
  /** Titles of documents that the last build refused, with the reason in words. */
  readonly refused: ReadonlyMap<string, string>
  readonly onChange: (to: (now: Arrangement) => Arrangement) => void
  readonly onAsk: (ask: TreeAsk) => void
}

/** The bundle's sections and their documents: put in order by pointer, by the handle's keys, or by Alt and the arrows. */
export function SectionTree(props: SectionTreeProps): ReactElement {
  const { arrangement, sources, refused, onChange, onAsk } = props
  const say = useSay()
  const [folded, setFolded] = useState<ReadonlySet<Key>>(new Set())
  const counts = useMemo(() => countDocuments(arrangement), [arrangement])
  const hooks = useArrangeHooks(props)
  const open = new Set<Key>(arrangement.sections.map(({ key }) => key).filter((key) => !folded.has(key)))
  const sectionMenu = useSectionMenu(props)
  const documentMenu = useDocumentMenu(props)
  const press = (event: KeyboardEvent): void => {
    const key =
      event.target instanceof Element ? event.target.closest('[data-key]')?.getAttribute('data-key') : undefined
    if (key === undefined || key === null) return
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      onChange((now) => step(now, key, event.key === 'ArrowUp' ? 'up' : 'down'))
    } else if (event.key === 'Delete') onAsk({ kind: 'remove', key })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (arrangement.sections.length === 0) return <Empty title={say('bundle.none')} text={say('bundle.none.text')} />
  return (
    // The keys that move things are heard before the tree takes the arrows for walking.
    <div className={css['pane']} onKeyDownCapture={press} role="presentation">
      <Tree
        aria-label={say('bundle.tree')}
        className={css['tree'] ?? ''}
        selectionMode="multiple"
        selectionBehavior="replace"
        expandedKeys={open}
        onExpandedChange={(keys) =>
          setFolded(new Set(arrangement.sections.map(({ key }) => key).filter((key) => !keys.has(key))))
        }
        dragAndDropHooks={hooks}
        onAction={(key) =>
          onAsk({ kind: arrangement.sections.some((one) => one.key === key) ? 'rename' : 'edit', key: String(key) })
        }
      >
        {arrangement.sections.map((section) => (
          <TreeItem
            key={section.key}
            id={section.key}
            textValue={section.title}
            className={classes(css['item'], css['section'])}
          >
            <SectionRow section={section} menu={sectionMenu(section)} />
            {section.documents.map((document) => {
              const shown = showDocument(say, document.entry, sources, counts.get(identityOf(document.entry)) ?? 1)
              return (
                <TreeItem
                  key={document.key}
                  id={document.key}
                  textValue={`${shown.mark} ${shown.title}`.trim()}
                  className={classes(css['item'], css['document'])}
                >
                  <DocumentRow
                    document={document}
                    shown={shown}
                    refused={refused.get(shown.title)}
                    menu={documentMenu(document)}
                  />
                </TreeItem>
              )
            })}
          </TreeItem>
        ))}
      </Tree>
    </div>
  )
}

function useArrangeHooks({
  arrangement,
  onChange,
}: SectionTreeProps): NonNullable<Parameters<typeof Tree>[0]['dragAndDropHooks']> {
  const say = useSay()
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onMove: ({ keys, target }) => {
      const moved = new Set([...keys].map(String))
      onChange((now) => move(now, moved, { key: String(target.key), side: target.dropPosition }))
    },
    // A document is never dropped onto a document, nor a section into a section.
    getDropOperation: (target) => {
      if (target.type !== 'item') return 'cancel'
      const isSection = arrangement.sections.some(({ key }) => key === target.key)
      return target.dropPosition === 'on' && !isSection ? 'cancel' : 'move'
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={css['line'] ?? ''} />,
    renderDragPreview: (items) => <div className={css['drag']}>{say('bundle.dragging', { count: items.length })}</div>,
  })
  return dragAndDropHooks
}

interface SectionRowProps {
  readonly section: ArrangedSection
  readonly menu: readonly MenuChoice[]
}

function SectionRow({ section, menu }: SectionRowProps): ReactElement {
  const say = useSay()
  return (
    <TreeItemContent>
      <div className={css['row']}>
        <Button slot="drag" className={css['handle'] ?? ''}>
          <Icon name="drag" />
        </Button>
        {section.documents.length === 0 ? null : (
          <Button slot="chevron" className={css['fold'] ?? ''}>
            <Icon name="next" />
          </Button>
        )}
        <span className={css['words']}>
          <bdi>{section.title}</bdi>
        </span>
        <span className={css['kept']}>{say('bundle.section.count', { count: section.documents.length })}</span>
        <MenuButton compact icon="menu" label={say('bundle.menu', { title: section.title })} choices={menu} />
      </div>
    </TreeItemContent>
  )
}

interface DocumentRowProps {
  readonly document: PlacedDocument
  readonly shown: ShownDocument
  readonly refused: string | undefined
  readonly menu: readonly MenuChoice[]
}

function DocumentRow({ document, shown, refused, menu }: DocumentRowProps): ReactElement {
  const say = useSay()
  return (
    <TreeItemContent>
      <div className={css['row']}>
        <Button slot="drag" className={css['handle'] ?? ''}>
          <Icon name="drag" />
        </Button>
        <span className={css['soft']}>
          <Icon name={shown.icon} />
        </span>
        <DocumentWords entry={document.entry} shown={shown} refused={refused} />
        <MenuButton compact icon="menu" label={say('bundle.menu', { title: shown.title })} choices={menu} />
      </div>
    </TreeItemContent>
  )
}

function useSectionMenu({ onChange, onAsk }: SectionTreeProps): (section: ArrangedSection) => readonly MenuChoice[] {
  const say = useSay()
  return ({ key }) => [
    { id: 'add', label: say('bundle.add-documents'), icon: 'include', run: () => onAsk({ kind: 'add', key }) },
    { id: 'rename', label: say('bundle.rename'), icon: 'edit', run: () => onAsk({ kind: 'rename', key }) },
    { id: 'up', label: say('bundle.up'), icon: 'up', run: () => onChange((now) => step(now, key, 'up')) },
    { id: 'down', label: say('bundle.down'), icon: 'down', run: () => onChange((now) => step(now, key, 'down')) },
    {
      id: 'remove',
      label: say('bundle.remove-section'),
      icon: 'remove',
      danger: true,
      run: () => onAsk({ kind: 'remove', key }),
    },
  ]
}

function useDocumentMenu({ onChange, onAsk }: SectionTreeProps): (document: PlacedDocument) => readonly MenuChoice[] {
  const say = useSay()
  return ({ key }) => [
    { id: 'edit', label: say('bundle.edit'), icon: 'edit', run: () => onAsk({ kind: 'edit', key }) },
    { id: 'up', label: say('bundle.up'), icon: 'up', run: () => onChange((now) => step(now, key, 'up')) },
    { id: 'down', label: say('bundle.down'), icon: 'down', run: () => onChange((now) => step(now, key, 'down')) },
    {
      id: 'remove',
      label: say('bundle.remove'),
      icon: 'remove',
      danger: true,
      run: () => onAsk({ kind: 'remove', key }),
    },
  ]
}
