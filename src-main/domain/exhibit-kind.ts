import type { ExhibitKind } from '../contract/words.ts'

/** The kind that an exhibit most likely is, by what its file was found to be. A person may say otherwise. */
export function kindOf(mediaType: string): ExhibitKind {
  if (mediaType.startsWith('image/')) return 'photograph'
  if (mediaType.startsWith('audio/')) return 'audio'
  if (mediaType.startsWith('video/')) return 'video'
  if (/zip|tar|gzip|7z|rar|sqlite|ole-storage/u.test(mediaType) && !mediaType.includes('officedocument'))
    return 'data-extraction'
  return 'document'
}
