import { describe, expect, it } from "vitest";
import { renderIssue } from "../../lib/core/issue.ts";
import type { Json } from "../../lib/core/json.ts";
import { readManifests } from "../../lib/manifests/read.ts";
import { checkSchemas } from "../../lib/manifests/schemas/schema-checker.ts";
import { SchemaSet } from "../../lib/manifests/schemas/schema-set.ts";

/** As in `api/openapi-spec/v3`: definitions that lead to each other, keys that anybody may add, numbers that may be texts. */
const OPENAPI: Json = {
  components: {
    schemas: {
      "shop.Thing": {
        type: "object",
        required: ["spec"],
        properties: {
          apiVersion: { type: "string" },
          kind: { type: "string" },
          metadata: { type: "object" },
          spec: { allOf: [{ $ref: "#/components/schemas/shop.Spec" }], default: {} },
        },
        "x-kubernetes-group-version-kind": [{ group: "shop", version: "v1", kind: "Thing" }],
      },
      "shop.Spec": {
        type: "object",
        properties: {
          replicas: { type: "integer", format: "int32" },
          port: { format: "int-or-string", oneOf: [{ type: "integer" }, { type: "string" }] },
          mode: { type: "string", enum: ["Off", "On"] },
          labels: { type: "object", additionalProperties: { type: "string" } },
          parts: { type: "array", items: { $ref: "#/components/schemas/shop.Spec" } },
        },
      },
    },
  },
};

const CRD: Json = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  spec: {
    group: "shop",
    names: { kind: "Order" },
    versions: [
      {
        name: "v1",
        served: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                properties: {
                  open: { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: {} },
                  either: { anyOf: [{ type: "integer" }, { type: "string" }], "x-kubernetes-int-or-string": true },
                  word: { type: "string", pattern: "^(?i)(abort|warn)?$" },
                },
              },
            },
          },
        },
      },
    ],
  },
};

function found(spec: string, kind = "Thing"): readonly string[] {
  const schemas = new SchemaSet();
  expect(schemas.add(OPENAPI) + schemas.add(CRD)).toBe(2);
  const { manifests } = readManifests(
    `{apiVersion: shop/v1, kind: ${kind}, metadata: {name: a}, spec: ${spec}}`,
    "a.yaml",
  );
  return checkSchemas(manifests, schemas).found.map(({ issue }) => renderIssue(issue));
}

describe("schemas of Kubernetes", () => {
  it("take what fits, nulls among it, which the API server takes for nothing", () => {
    expect(found("{replicas: 3, port: http, mode: Off, labels: {a: b}, parts: [{port: 80}]}")).toEqual([]);
    expect(found("{replicas: null}")).toEqual([]);
  });

  it("find an unknown field and the nearest name, in a list in a list too", () => {
    expect(found("{parts: [{replica: 3}]}")).toEqual([
      "a.yaml: Thing a spec.parts[0].replica: the API server knows no such field here; found replica; did you mean replicas? [schema-mismatch]",
    ]);
  });

  it("find a wrong type, a word that is no choice, and a missing field", () => {
    expect(found('{replicas: "3"}')).toEqual([
      'a.yaml: Thing a spec.replicas: wrong type; found "3", expected integer [schema-mismatch]',
    ]);
    expect(found("{mode: Sometimes}")).toEqual([
      'a.yaml: Thing a spec.mode: this is not one of the choices; found "Sometimes", expected Off, On [schema-mismatch]',
    ]);
    expect(found("{labels: {a: 1}}")).toHaveLength(1);
    expect(found("null")).toEqual(["a.yaml: Thing a: this has to have spec [schema-mismatch]"]);
  });

  it("read custom resources: open maps, numbers that may be texts, patterns of Go", () => {
    expect(found("{open: {any: 1}, either: 5%, word: ABORT}", "Order")).toEqual([]);
    expect(found("{either: 5, word: stop}", "Order")).toHaveLength(1);
    expect(found("{other: 1}", "Order")).toHaveLength(1);
  });

  it("count the objects of kinds that they do not know", () => {
    const { manifests } = readManifests("{apiVersion: v1, kind: Pod, metadata: {name: a}}", "a.yaml");
    const { checked, without } = checkSchemas(manifests, new SchemaSet());
    expect([checked, [...without]]).toEqual([0, [["v1 Pod", 1]]]);
  });
});
