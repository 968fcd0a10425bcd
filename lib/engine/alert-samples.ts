import type { Labels } from "../promql/data/labels.ts";
import { ABSENT } from "../promql/data/series.ts";
import type { Column } from "../promql/eval/column.ts";
import type { AlertLabels, TemplateMoment } from "./alert-labels.ts";
import { AlertTrack } from "./alert-track.ts";
import type { Block, Failures } from "./block.ts";

const DUPLICATE = "vector contains metrics with the same labelset after applying alert labels";

/** Sorts the samples of an alerting rule by the alerts that they raise. */
export class AlertSamples {
  /** By the key of the labels of the alert. */
  readonly tracks = new Map<string, AlertTrack>();
  /** Those that may have a condition or get one: a rule may raise many more alerts in the course of time than at once. */
  readonly live = new Set<AlertTrack>();
  private readonly labels: AlertLabels;
  private readonly failures: Failures;
  private readonly momentOf: (step: number) => TemplateMoment;

  constructor(labels: AlertLabels, failures: Failures, momentOf: (step: number) => TemplateMoment) {
    this.labels = labels;
    this.failures = failures;
    this.momentOf = momentOf;
  }

  /** Takes in what the expression gives in a block; a step at which two samples raise the same alert fails. */
  add(block: Block, columns: readonly Column[]): void {
    const tracks = this.labels.static ? this.distinctTracks(block, columns) : undefined;
    if (tracks === undefined) {
      this.addByStep(block, columns);
      return;
    }
    for (const [index, track] of tracks.entries()) {
      this.live.add(track);
      addAll(track, columns[index], block);
    }
  }

  /** Lets go of the alerts that are over. */
  forgetTheOver(): void {
    for (const track of this.live) if (track.condition === undefined) this.live.delete(track);
  }

  /** The track of each column, where no two columns raise the same alert. */
  private distinctTracks(block: Block, columns: readonly Column[]): readonly AlertTrack[] | undefined {
    const tracks = columns.map((column) => this.track(this.labels.of(column.labels, 0, this.momentOf(block.from))));
    return new Set(tracks).size === tracks.length ? tracks : undefined;
  }

  private addByStep(block: Block, columns: readonly Column[]): void {
    const raised = new Map<AlertTrack, Column>();
    for (let step = block.from; step < block.to; step++) {
      raised.clear();
      const index = step - block.from;
      for (const column of columns) {
        if (column.kinds[index] === ABSENT) continue;
        const value = column.histogramAt(index) ?? column.floatAt(index);
        const track = this.track(this.labels.of(column.labels, value, this.momentOf(step)));
        if (raised.has(track)) {
          this.failures.fail(step, DUPLICATE);
          break;
        }
        raised.set(track, column);
      }
      if (this.failures.failed(step)) continue;
      for (const [track, column] of raised) {
        this.live.add(track);
        addOne(track, column, step, index);
      }
    }
  }

  private track(labels: Labels): AlertTrack {
    let track = this.tracks.get(labels.key);
    if (track === undefined) {
      track = new AlertTrack(labels);
      this.tracks.set(labels.key, track);
    }
    return track;
  }
}

function addAll(track: AlertTrack, column: Column | undefined, block: Block): void {
  if (column === undefined) return;
  const { kinds } = column;
  for (let index = 0; index < kinds.length; index++) {
    if (kinds[index] !== ABSENT) addOne(track, column, block.from + index, index);
  }
}

function addOne(track: AlertTrack, column: Column, step: number, index: number): void {
  track.add(step, column.labels, column.floatAt(index), column.histogramAt(index));
}
