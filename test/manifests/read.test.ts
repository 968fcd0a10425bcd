import { describe, expect, it } from "vitest";
import { readManifests } from "../../lib/manifests/read.ts";

const titles = (text: string) => readManifests(text, "a.yaml").manifests.map(({ title }) => title);

describe("reading manifests", () => {
  it("takes streams, lists, lists in lists and JSON, and passes over empty documents", () => {
    const one = "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: x}}";
    const two = "{apiVersion: v1, kind: Namespace, metadata: {name: b}}";
    expect(titles(`---\n${one}\n---\n# nothing\n---\n${two}\n`)).toEqual(["Service x/a", "Namespace b"]);
    expect(
      titles(`{apiVersion: v1, kind: List, items: [${one}, {apiVersion: v1, kind: List, items: [${two}]}]}`),
    ).toEqual(["Service x/a", "Namespace b"]);
    expect(titles(`{apiVersion: v1, kind: ServiceList, items: [${one}]}`)).toEqual(["Service x/a"]);
    expect(titles('{"apiVersion":"v1","kind":"Service","metadata":{"name":"j"}}')).toEqual(["Service j"]);
  });

  it("names the line of wrong YAML, and what is missing of an object by its document", () => {
    expect(readManifests("a: 1\n---\nb: [\n", "a.yaml").issues).toMatchObject([
      { code: "yaml-syntax", path: "a.yaml:4:1" },
    ]);
    expect(readManifests("kind: X\n---\n- 1\n", "a.yaml").issues).toMatchObject([
      { code: "manifest-not-object", path: "a.yaml: document 1", found: "no apiVersion, no metadata.name" },
      { code: "manifest-not-object", path: "a.yaml: document 2", found: "a list" },
    ]);
  });
});
