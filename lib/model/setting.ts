import { type Given, settle } from "../core/assumed.ts";
import type { Command } from "./procedure.ts";

/** A value of the configuration that people change: a pool size, a rate limit, a time to live. */
export interface Setting {
  /** Key: `DATABASE_POOL_MAX`. */
  readonly name: string;
  /** Where it lies: `ConfigMap alcs-config`, `backend/src/config/database.ts`. */
  readonly in: string;
  /** As it is written: `50`, `600s`; absent where the documents name the key only. */
  readonly value?: string;
  /** Value that the documents raise or change it to. */
  readonly changedTo?: string;
  readonly about?: string;
  /** Alerts that tell somebody to change it. */
  readonly alerts?: readonly string[];
  /** How it is changed. */
  readonly change?: Command;
}

/** Declares a value of the configuration. */
export function setting(name: string, spec: Given<Omit<Setting, "name">>): Setting {
  return settle<Setting>({ name, ...spec });
}
