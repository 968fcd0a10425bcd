import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { load } from "js-yaml";
import { beforeAll, describe, expect, it } from "vitest";
import { alcs } from "../../../stacks/alcs/system.ts";
import { systems } from "../../../stacks/index.ts";
import { describeWith, onPath } from "../../support/find-tool.ts";
import { isFullRun } from "../../support/promtool.ts";
import { run } from "../../support/run.ts";
import { objectsOf } from "./objects.ts";

const MODULE = "github.com/prometheus-operator/prometheus-operator@v0.85.0";
const CRD = "example/prometheus-operator-crd/monitoring.coreos.com_alertmanagerconfigs.yaml";

type Schema = { readonly [key: string]: unknown };

/** The schema by which the API server judges an AlertmanagerConfig, from the module of the operator itself. */
async function schemaOf(): Promise<Schema> {
  const { code, output } = await run("go", ["mod", "download", "-json", MODULE], { cwd: "/" });
  const folder = /"Dir": "(.*)"/.exec(output)?.[1];
  if (code !== 0 || folder === undefined) throw new Error(output);
  const text = await readFile(join(folder, CRD), "utf8");
  return strict(at(load(text), "spec", "versions", "0", "schema", "openAPIV3Schema"));
}

function at(value: unknown, ...path: readonly string[]): Schema {
  const found = path.reduce<unknown>((inner, key) => (isSchema(inner) ? inner[key] : undefined), value);
  if (!isSchema(found)) throw new Error(`no ${path.join(".")}`);
  return found;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null;
}

/** Refuses fields that the schema does not have, as `kubectl apply` does. Go's `(?i)` is left out: words come in lower case. */
function strict(schema: Schema): Schema {
  const inner = Object.entries(schema).map(([key, value]) => {
    if (key === "pattern") return [key, String(value).replaceAll("(?i)", "")];
    if (Array.isArray(value)) return [key, value.map((item: unknown) => (isSchema(item) ? strict(item) : item))];
    return [key, isSchema(value) ? strict(value) : value];
  });
  const isObject = schema.type === "object" && isSchema(schema.properties);
  return { ...Object.fromEntries(inner), ...(isObject ? { additionalProperties: false } : {}) };
}

describe.skipIf(!isFullRun)(
  "AlertmanagerConfig objects by the operator's own schema (in full runs: fetches a Go module)",
  () => {
    const go = onPath("go") === undefined ? "not on PATH (https://go.dev/dl)" : undefined;
    describeWith("go", go, "prometheus-operator 0.85", () => {
      let judge: (value: unknown) => unknown = () => "not ready";
      let judgeRoute: (value: unknown) => unknown = () => "not ready";
      beforeAll(async () => {
        const schema = await schemaOf();
        const judgeBy = (one: Schema): ((value: unknown) => unknown) => {
          const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(one);
          return (value) => (validate(value) ? [] : validate.errors);
        };
        judge = judgeBy(schema);
        judgeRoute = judgeBy(at(schema, "properties", "spec", "properties", "route"));
      }, 120_000);

      it.each(systems.map((system) => [system.name, system] as const))(
        "accepts %s, its child routes too, which the API server does not look at",
        (_, system) => {
          const objects = objectsOf(system);
          expect(objects.length).toBeGreaterThan(0);
          for (const object of objects) {
            expect(judge(object)).toEqual([]);
            for (const child of object.spec.route.routes ?? []) expect(judgeRoute(child)).toEqual([]);
          }
        },
      );

      it("refuses a field of Alertmanager's own file", () => {
        const [object] = objectsOf(alcs);
        const route = { ...object?.spec.route, group_by: ["system"] };
        expect(judge({ ...object, spec: { ...object?.spec, route } })).not.toEqual([]);
        expect(judgeRoute({ ...route })).not.toEqual([]);
      });
    });
  },
);
