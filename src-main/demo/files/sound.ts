import { chanceOf } from '../drawing/chance.ts'
import { joined, long, short, utf8 } from './octets.ts'

const rate = 16_000

/** What a recorder notes in the file: RIFF INFO items by their four-letter names. */
export type SoundNotes = Readonly<Record<string, string>>

interface Turn {
  readonly from: number
  readonly seconds: number
  readonly pitch: number
  readonly loud: number
}

/** Two voices taking turns: when each speaks (s), for how long, how high (Hz) and how loud. */
const turns: readonly Turn[] = [
  { from: 1.2, seconds: 2.6, pitch: 108, loud: 0.5 },
  { from: 4.6, seconds: 1.4, pitch: 196, loud: 0.28 },
  { from: 6.7, seconds: 3.9, pitch: 112, loud: 0.6 },
  { from: 11.3, seconds: 0.9, pitch: 188, loud: 0.24 },
  { from: 12.9, seconds: 4.4, pitch: 118, loud: 0.72 },
  { from: 18.4, seconds: 1.8, pitch: 201, loud: 0.26 },
  { from: 20.9, seconds: 3.2, pitch: 106, loud: 0.5 },
]

/** Syllables of one voice: a buzz through two moving resonances. It says nothing: no word can be heard in it. */
function speak(into: Float32Array, turn: Turn, seed: number): void {
  const chance = chanceOf(seed)
  let at = Math.floor(turn.from * rate)
  const end = Math.floor((turn.from + turn.seconds) * rate)
  let phase = 0
  while (at < end) {
    const length = Math.floor(rate * (0.11 + chance() * 0.14))
    const lift = 1 + (chance() - 0.5) * 0.22
    const vowels = [300 + chance() * 500, 900 + chance() * 1400]
    for (let sample = 0; sample < length && at + sample < end; sample++) {
      const part = sample / length
      const pitch = turn.pitch * lift * (1.06 - 0.1 * part)
      phase += (2 * Math.PI * pitch) / rate
      let value = 0
      for (let harmonic = 1; harmonic <= 18; harmonic++) {
        const hertz = harmonic * pitch
        const near = vowels.reduce((sum, centre) => sum + 1 / (1 + ((hertz - centre) / 130) ** 2), 0.03)
        value += (Math.sin(phase * harmonic) * near) / harmonic ** 0.6
      }
      into[at + sample] = (into[at + sample] ?? 0) + value * turn.loud * 0.22 * Math.sin(Math.PI * part) ** 0.7
    }
    at += length + Math.floor(rate * (0.015 + (chance() < 0.16 ? 0.2 : 0.02) * chance()))
  }
}

/** A yard's air: wind, a far engine, and bricks set down now and then. */
function yard(into: Float32Array): void {
  const chance = chanceOf(404)
  let wind = 0
  let knock = 0
  for (let at = 0; at < into.length; at++) {
    const seconds = at / rate
    wind = wind * 0.985 + (chance() - 0.5) * 0.05
    if (chance() < 0.00006) knock = 1
    knock *= 0.9965
    const engine = Math.sin(2 * Math.PI * 47 * seconds) * 0.012 + Math.sin(2 * Math.PI * 94.4 * seconds) * 0.008
    const gust = 0.6 + 0.4 * Math.sin(seconds * 0.7)
    into[at] = wind * gust + engine * (1 + 0.3 * Math.sin(seconds * 9)) + knock * (chance() - 0.5) * 0.24
  }
}

/**
 * A sound recording, 16 kHz, one channel, 16 bit: the air of a yard and tones that stand for two people talking.
 * Source: the RIFF/WAVE layout; notes in a LIST chunk of type INFO.
 */
export function recording(seconds: number, notes: SoundNotes): Uint8Array {
  const samples = new Float32Array(seconds * rate)
  yard(samples)
  for (const [index, turn] of turns.entries()) speak(samples, turn, index + 1)
  const data = new Uint8Array(samples.length * 2)
  for (const [index, sample] of samples.entries()) {
    const value = Math.max(-32_768, Math.min(32_767, Math.round(Math.tanh(sample * 1.4) * 26_000)))
    data.set(short(value), index * 2)
  }
  const items = Object.entries(notes).map(([name, value]) => {
    const bytes = utf8(`${value}\0`)
    return joined([utf8(name), long(bytes.length), bytes, new Uint8Array(bytes.length % 2)])
  })
  const format = joined([short(1), short(1), long(rate), long(rate * 2), short(2), short(16)])
  return riff('WAVE', [chunk('fmt ', format), chunk('LIST', joined([utf8('INFO'), ...items])), chunk('data', data)])
}

/** A named part of a RIFF file, padded to an even length. */
export function chunk(name: string, data: Uint8Array): Uint8Array {
  return joined([utf8(name), long(data.length), data, new Uint8Array(data.length % 2)])
}

/** A RIFF file of one form. */
export function riff(form: string, parts: readonly Uint8Array[]): Uint8Array {
  const body = joined([utf8(form), ...parts])
  return joined([utf8('RIFF'), long(body.length), body])
}
