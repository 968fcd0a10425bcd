import { type AlertInstance, FIRING, PENDING } from "./specification.ts";
import type { World } from "./world.ts";

/** All instances of one alert over a world, to be asked when it fires. Units: seconds after the first evaluation. */
export class AlertTimeline {
  readonly world: World;
  readonly instances: readonly AlertInstance[];

  constructor(world: World, instances: readonly AlertInstance[]) {
    this.world = world;
    this.instances = instances;
  }

  /** How many instances fire at an evaluation. */
  firing(index: number): number {
    return this.count(index, FIRING);
  }

  /** How many instances are pending at an evaluation. */
  pending(index: number): number {
    return this.count(index, PENDING);
  }

  /** Index of the first evaluation from `from` on at which an instance fires, or none does. */
  first(fires: boolean, from = 0): number | undefined {
    for (let index = Math.max(0, from); index < this.world.evaluations.count; index++) {
      if (this.firing(index) > 0 === fires) return index;
    }
    return undefined;
  }

  /** True when some instance fires at some evaluation. */
  get everFires(): boolean {
    return this.first(true) !== undefined;
  }

  /** Most instances that fire at one evaluation. */
  get most(): number {
    let most = 0;
    for (let index = 0; index < this.world.evaluations.count; index++) most = Math.max(most, this.firing(index));
    return most;
  }

  /** How often it begins to fire. */
  get episodes(): number {
    let episodes = 0;
    for (let index = 0; index < this.world.evaluations.count; index++) {
      if (this.firing(index) > 0 && (index === 0 || this.firing(index - 1) === 0)) episodes++;
    }
    return episodes;
  }

  /** Time of an evaluation. Units: seconds after the first one. */
  at(index: number): number {
    return (index * this.world.evaluations.interval) / 1_000;
  }

  private count(index: number, state: number): number {
    let count = 0;
    for (const { states } of this.instances) if (states[index] === state) count++;
    return count;
  }
}
