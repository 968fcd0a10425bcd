import type { System } from "../model/system.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import type { Document, Part } from "./bundle.ts";

/** What one folder of derivations adds to a bundle. Texts and objects may be made when they are read. */
export interface Addition {
  readonly documents: readonly Document[];
  readonly parts: readonly Part[];
}

/** What an addition is made from; `groups` derives the rules anew, so that a large system is not kept in memory. */
export interface Source {
  readonly system: System;
  /** Names of its alerts, each once, in the order of the rules: known without deriving them anew. */
  readonly alerts: readonly string[];
  groups(): readonly DerivedGroup[];
}
