import type { Storage } from "../promql/data/storage.ts";
import type { QueryOptions } from "../promql/eval/query.ts";
import type { Block } from "./block.ts";
import type { SampleWriter } from "./sample-writer.ts";
import type { ScheduledRule } from "./schedule.ts";
import type { TemplateSettings } from "./templates.ts";

/** What all rules of one run share. */
export interface RunContext {
  readonly writer: SampleWriter;
  readonly options: QueryOptions;
  readonly templates: TemplateSettings;
  /** What a rule sees while it is evaluated at the steps of a block. */
  readonly storageFor: (rule: ScheduledRule, block: Block) => Storage;
}
