import { roundingOf } from "../rounding.ts";

/** Count, means and co-moments of points, taken one by one as Welford does; means of y and co-moments are compensated. */
export class CoMoments {
  count = 0;
  meanX = 0;
  meanY = 0;
  meanYRest = 0;
  xx = 0;
  xy = 0;
  xyRest = 0;

  clear(): void {
    this.count = 0;
    this.meanX = 0;
    this.meanY = 0;
    this.meanYRest = 0;
    this.xx = 0;
    this.xy = 0;
    this.xyRest = 0;
  }

  add(x: number, y: number): void {
    this.count++;
    const offX = x - this.meanX;
    this.meanX += offX / this.count;
    const shift = (y - this.meanY - this.meanYRest) / this.count;
    const meanY = this.meanY + shift;
    this.meanYRest += roundingOf(this.meanY, shift, meanY);
    this.meanY = meanY;
    this.xx += offX * (x - this.meanX);
    const product = offX * (y - this.meanY - this.meanYRest);
    const xy = this.xy + product;
    this.xyRest += roundingOf(this.xy, product, xy);
    this.xy = xy;
  }
}
