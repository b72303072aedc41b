import type { ExhibitKind } from '../../src-main/contract/words.ts'
import type { IconName } from '../ui/icons.ts'

/** The picture of a kind of exhibit. */
export const kindIcons: Readonly<Record<ExhibitKind, IconName>> = {
  document: 'document',
  photograph: 'photo',
  video: 'video',
  audio: 'audio',
  screenshot: 'photo',
  device: 'device',
  'physical-object': 'physical',
  'data-extraction': 'extraction',
  'chat-export': 'chat',
  'call-records': 'calls',
}
