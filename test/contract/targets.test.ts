import { App } from "cdk8s";
import { loadAll } from "js-yaml";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bundle } from "../../lib/compile/bundle.ts";
import { BurnlineChart } from "../../lib/targets/cdk8s/chart.ts";
import { filesOf } from "../../lib/targets/files/layout.ts";
import { BurnlineSystem } from "../../lib/targets/pulumi/system.ts";
import { compileAll } from "../../stacks/index.ts";
import { fixture } from "../targets/bundle-fixture.ts";
import { registeredBy } from "../targets/pulumi/mocks.ts";

/** Each target: a bundle in, plain objects out, by the means that a user of that target has. */
const targets: Readonly<Record<string, (bundle: Bundle) => Promise<readonly unknown[]>>> = {
  files: async (bundle) =>
    filesOf(bundle)
      .filter(({ path }) => path.startsWith(`stacks/${bundle.system}/manifests/`))
      .flatMap(({ content }) => loadAll(content)),
  "cdk8s objects": async (bundle) => new BurnlineChart(new App(), "checkout", { bundles: [bundle] }).toJson(),
  "cdk8s text": async (bundle) => {
    const app = new App();
    new BurnlineChart(app, "checkout", { bundles: [bundle] });
    return loadAll(app.synthYaml());
  },
  pulumi: async (bundle) => {
    const registered = await registeredBy(() => {
      new BurnlineSystem("checkout", { bundle });
    });
    return registered.filter(({ type }) => type.startsWith("kubernetes:")).map(({ inputs }) => inputs);
  },
};

const expected = byIdentity(fixture.parts.flatMap((part) => part.objects));

describe.each(Object.entries(targets))("%s", (_, render) => {
  let objects: readonly unknown[] = [];
  beforeAll(async () => {
    objects = await render(fixture);
  });

  it("gives exactly the 9 objects of the bundle, equal in every field", () => {
    expect(byIdentity(objects)).toEqual(expected);
    expect(objects).toHaveLength(9);
  });

  it("gives the same again on a second run", async () => {
    expect(await render(fixture)).toEqual(objects);
  });
});

describe.each(compileAll().map(({ bundle }) => [bundle.system, bundle] as const))("the real system %s", (_, bundle) => {
  const all = byIdentity(bundle.parts.flatMap((part) => part.objects));

  it.each(Object.entries(targets))("is the same objects through %s", async (_, render) => {
    expect(all.length).toBeGreaterThan(5);
    expect(byIdentity(await render(bundle))).toEqual(all);
  });
});

function byIdentity(objects: readonly unknown[]): readonly unknown[] {
  const keyed = objects.map((object) => ({
    key: identity(object),
    object: JSON.parse(JSON.stringify(object)) as unknown,
  }));
  return keyed.sort((a, b) => a.key.localeCompare(b.key)).map(({ object }) => object);
}

function identity(value: unknown): string {
  const { kind, metadata } = value as { kind: string; metadata: { name: string; namespace?: string } };
  return `${kind} ${metadata.namespace ?? ""} ${metadata.name}`;
}
