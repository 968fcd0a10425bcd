/** Step of the state: 2^32 divided by the golden ratio, so that states lie evenly. */
const STEP = 0x9e3779b9;

/** From this mean on, the normal distribution stands for Poisson's. */
const NORMAL_FROM = 60;

/**
 * Numbers that look like chance and are the same for the same seed, on every machine: a counter whose states are mixed
 * by the finaliser of MurmurHash3 (https://github.com/aappleby/smhasher/wiki/MurmurHash3).
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, but without, 1. */
  next(): number {
    this.#state = (this.#state + STEP) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** How many events happen where `mean` are to be expected and each is independent of the others. */
  poisson(mean: number): number {
    if (mean >= NORMAL_FROM) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.#normal()));
    const limit = Math.exp(-mean);
    let events = 0;
    for (let product = this.next(); product > limit; product *= this.next()) events++;
    return events;
  }

  /** Mean 0, deviation 1 (Box and Muller). */
  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
