import { describe, expect, it } from "vitest";
import { at, over } from "./ask.ts";
import { histogram, type Rows } from "./rows.ts";

const ROWS: Rows = {
  'up{job="a", instance="1"}': [1, 1, 1],
  'up{job="b", instance="1"}': [1, 1, 1],
  'target_info{job="a", instance="1", version="1", env="prod"}': [1, "stale", undefined],
  'target_info{job="a", instance="1", version="2", env="prod"}': [undefined, 1, 1],
  'build_info{job="a", instance="1", commit="c0ffee"}': [1, 1, 1],
};

describe("info()", () => {
  it("adds all labels of target_info, those of each step", () => {
    expect(over(1, ROWS, 'info(up{job="a"})')).toEqual([
      'up{env="prod", instance="1", job="a", version="1"} 1@0',
      'up{env="prod", instance="1", job="a", version="2"} 1@1',
    ]);
  });

  it("adds only the labels it is asked for, and leaves out series that have no info where one is demanded", () => {
    expect(at(0, ROWS, 'info(up, {version=~".+"})')).toEqual(['up{instance="1", job="a", version="1"} 1']);
    expect(at(0, ROWS, 'info(up, {version=~".*"})')).toEqual([
      'up{instance="1", job="a", version="1"} 1',
      'up{instance="1", job="b"} 1',
    ]);
  });

  it("takes labels of other info metrics where they are named", () => {
    expect(at(0, ROWS, 'info(up{job="a"}, {__name__="build_info"})')).toEqual([
      'up{commit="c0ffee", instance="1", job="a"} 1',
    ]);
  });

  it("reads info series at the moment its argument speaks of", () => {
    expect(at(1, ROWS, 'info(up{job="a"} offset 1m, {version=~".+"})')).toEqual([
      'up{instance="1", job="a", version="1"} 1',
    ]);
    expect(at(0, ROWS, 'info(up{job="a"} @ 60, {version=~".+"})')).toEqual([
      'up{instance="1", job="a", version="2"} 1',
    ]);
  });

  it("does not enrich info series", () => {
    expect(at(1, ROWS, "info(target_info)")).toEqual(['target_info{env="prod", instance="1", job="a", version="2"} 1']);
  });

  it("prefers the later of two info series and refuses two of one moment", () => {
    const later: Rows = {
      'up{job="a"}': [1, 1],
      'target_info{job="a", v="1"}': [1],
      'target_info{job="a", v="2"}': [undefined, 1],
    };
    expect(at(1, later, "info(up)")).toEqual(['up{job="a", v="2"} 1']);
    const same: Rows = { 'up{job="a"}': [1], 'target_info{job="a", v="1"}': [1], 'target_info{job="a", v="2"}': [1] };
    expect(() => at(0, same, "info(up)")).toThrow(
      'found duplicate series for info metric: existing {__name__="target_info", job="a", v="1"} @ 0, new {__name__="target_info", job="a", v="2"} @ 0',
    );
  });

  it("refuses info metrics that disagree, and native histograms", () => {
    const rows: Rows = { 'up{job="a"}': [1], 'x_info{job="a", v="1"}': [1], 'y_info{job="a", v="2"}': [1] };
    expect(() => at(0, rows, 'info(up, {__name__=~".+_info"})')).toThrow("conflicting label: v");
    const native: Rows = { 'up{job="a"}': [1], 'target_info{job="a"}': [histogram({})] };
    expect(() => at(0, native, "info(up)")).toThrow(
      'this should be an info metric, with float samples: {__name__="target_info", job="a"}',
    );
  });
});
