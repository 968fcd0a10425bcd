import type { Remedy, Step } from "../model/procedure.ts";

/** What a page says where no procedure of the model does. */
export interface Guidance {
  readonly first: readonly Step[];
  readonly investigate: readonly Step[];
  readonly remedies: readonly Remedy[];
}

/** Makes the guidance of a catalogue entry; `at` is ` -n <namespace>` for kubectl, or nothing. */
export type GuidanceMaker = (at: string) => Guidance;
