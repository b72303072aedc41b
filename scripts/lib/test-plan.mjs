import { Stop } from './run.mjs'

const vitestSuites = ['unit', 'property', 'integration']

const isJourney = (word) => word === 'journeys' || /journeys[/\\]|\.spec\b/.test(word)

/**
 * Which runners are wanted, and what each is given.
 *
 * @throws Stop for an option that more than one runner would get
 */
export function readPlan(args) {
  const first = args.findIndex((arg) => arg.startsWith('-'))
  const words = first < 0 ? args : args.slice(0, first)
  const options = first < 0 ? [] : args.slice(first)
  const named = words.filter((word) => vitestSuites.includes(word))
  const filters = words.filter((word) => !vitestSuites.includes(word) && !isJourney(word))
  const journeys = words.length === 0 || words.some(isJourney)
  const all = words.length === 0 || (filters.length > 0 && named.length === 0)
  const suites = all ? vitestSuites : named
  if (options.length > 0 && journeys && suites.length > 0) {
    throw new Stop(
      `Say which tests ${options[0]} is for: npm test -- ${vitestSuites.join(' | ')} | journeys ... ${options[0]}`,
    )
  }
  return {
    suites,
    journeys,
    options,
    filters,
    journeyFilters: words.filter((word) => isJourney(word) && word !== 'journeys'),
  }
}
