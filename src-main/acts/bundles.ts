import type { Bundle, BundleBuild, BundlePlan } from '../contract/bundles.ts'
import { BundleId } from '../contract/ids.ts'
import { findProfile } from '../domain/profiles.ts'
import { Refusal } from '../kernel/errors.ts'
import * as bundles from '../store/bundles.ts'
import type { Reader } from '../store/connection.ts'
import { getCase } from './case-file.ts'
import type { Desk } from './desk.ts'
import { mustBeAllowed, record } from './record.ts'

/** A bundle by its id. @throws Refusal `bundle.not-found` */
export function getBundle(reader: Reader, bundleId: string): Bundle {
  const found = bundles.find(reader, bundleId)
  if (!found) throw new Refusal('bundle.not-found', {})
  return found
}

/** Defines a bundle. @throws Refusal `case.not-found`, `profile.not-found` */
export function createBundle(desk: Desk, caseId: string, plan: BundlePlan): { readonly bundleId: BundleId } {
  mustBeAllowed(desk, 'bundle.create')
  mustHaveProfile(plan)
  const id = BundleId.parse(desk.newId())
  return desk.connection.write((writer) => {
    getCase(desk, writer, caseId)
    bundles.insert(writer, { id, caseId }, plan, desk.clock().at)
    record(desk, writer, { act: 'bundle.create', object: id, facts: { caseId } })
    return { bundleId: id }
  })
}

/** Gives a bundle another order or other documents; its builds stay what they are. @throws Refusal `bundle.not-found`, `profile.not-found` */
export function arrangeBundle(desk: Desk, bundleId: string, plan: BundlePlan): void {
  mustBeAllowed(desk, 'bundle.arrange')
  mustHaveProfile(plan)
  desk.connection.write((writer) => {
    getBundle(writer, bundleId)
    bundles.arrange(writer, bundleId, plan)
    record(desk, writer, { act: 'bundle.arrange', object: bundleId })
  })
}

/** The bundles of a case, newest first. @throws Refusal `case.not-found` */
export function listBundles(desk: Desk, caseId: string): readonly Bundle[] {
  return desk.connection.read((reader) => {
    getCase(desk, reader, caseId)
    return bundles.listOfCase(reader, caseId)
  })
}

/** The builds of a bundle, newest first. @throws Refusal `bundle.not-found` */
export function listBuilds(desk: Desk, bundleId: string): readonly BundleBuild[] {
  return desk.connection.read((reader) => {
    getBundle(reader, bundleId)
    return bundles.builds(reader, bundleId)
  })
}

function mustHaveProfile(plan: BundlePlan): void {
  if (!findProfile(plan.profile)) throw new Refusal('profile.not-found', { what: plan.profile })
}
