import { describe, expect, it } from "vitest";
import { above, freshness, hours, minutes, objective } from "../../lib/index.ts";
import { laboratory } from "../support/laboratory.ts";
import { ABSENT, lastBackup, rulesOf, shop } from "../support/shop.ts";

const backup = objective("backup", {
  indicator: freshness(lastBackup),
  tiers: [above(hours(26), { for: minutes(15), severity: "page" })],
  absence: ABSENT,
});
const rules = rulesOf(shop([backup]), "api.backup");
const FIRING = 'count(ALERTS{alertname="ApiBackup",alertstate="firing"}) or vector(0)';
const START = 1_764_547_200;

describe("freshness", () => {
  const lab = laboratory();
  const of = (values: string) =>
    lab.experiment({
      rules,
      start: START,
      series: { 'shop_last_backup_timestamp_seconds{job="shop-api",namespace="shop"}': values },
      ask: { before: [FIRING, 14], after: [FIRING, 15] },
    });
  const never = of("0x30");
  const yesterday = of(`${START - 25 * 3_600}x30`);

  it("alerts after 15 m for what has never succeeded: its time is 0", async () => {
    expect([await never.value("before"), await never.value("after")]).toEqual([0, 1]);
  });

  it("is silent 25 h after a success that may be 26 h old", async () => {
    expect([await yesterday.value("before"), await yesterday.value("after")]).toEqual([0, 0]);
  });
});
