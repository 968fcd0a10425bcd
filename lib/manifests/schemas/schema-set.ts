import type { Json } from "../../core/json.ts";
import { type Fields, fieldsAt, fieldsOf, isFields, itemsOf, mapsOf, textOf } from "../../kubernetes/fields.ts";
import { referencesIn, strictSchema } from "./strict.ts";

/** Kind and version of an object: `apps/v1 Deployment`, `v1 Service`. */
type VersionedKind = string;

interface Source {
  readonly schema: Json;
  /** Schemas that it may lead to, by their names. */
  readonly beside: Fields;
}

/** Schemas of kinds, from Kubernetes' OpenAPI v3 (`api/openapi-spec/v3/*.json`) and from CustomResourceDefinitions. */
export class SchemaSet {
  readonly #sources = new Map<VersionedKind, Source>();
  readonly #made = new Map<VersionedKind, Fields>();

  /** Takes what a document has: an OpenAPI v3 document or a CustomResourceDefinition. Says how many kinds that were. */
  add(document: Json): number {
    const before = this.#sources.size;
    const beside = fieldsAt(document, "components", "schemas");
    for (const schema of Object.values(beside)) {
      const [only, ...others] = mapsOf(fieldsOf(schema)["x-kubernetes-group-version-kind"]);
      // Options of requests belong to every group; they are no objects.
      if (only === undefined || others.length > 0) continue;
      const { group, version, kind } = only[1];
      this.#sources.set(nameOf(textOf(group) ?? "", textOf(version) ?? "", textOf(kind) ?? ""), { schema, beside });
    }
    if (isFields(document) && document.kind === "CustomResourceDefinition") this.#addDefinition(document);
    return this.#sources.size - before;
  }

  /** Every kind that has a schema: `apps/v1 Deployment`. */
  get kinds(): readonly VersionedKind[] {
    return [...this.#sources.keys()].sort();
  }

  /** The strict JSON Schema of a kind, with all that it leads to; nothing for a kind that no document declares. */
  schemaOf(kind: VersionedKind): Fields | undefined {
    const made = this.#made.get(kind);
    const source = this.#sources.get(kind);
    if (made !== undefined || source === undefined) return made;
    const definitions: Record<string, Json> = {};
    const root = strictSchema(source.schema);
    const open = [...referencesIn(root)];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (Object.hasOwn(definitions, name)) continue;
      const definition = strictSchema(source.beside[name]);
      definitions[name] = definition;
      open.push(...referencesIn(definition));
    }
    const schema = { ...root, definitions };
    this.#made.set(kind, schema);
    return schema;
  }

  #addDefinition(definition: Fields): void {
    const { group, names, versions } = fieldsOf(definition.spec);
    for (const version of itemsOf(versions)) {
      const { name, schema, served } = fieldsOf(version);
      const own = fieldsOf(fieldsOf(schema).openAPIV3Schema);
      if (served === false || !isFields(own.properties)) continue;
      // The server itself knows what every object has; a definition need not say so.
      const properties = {
        ...own.properties,
        apiVersion: { type: "string" },
        kind: { type: "string" },
        metadata: { type: "object" },
      };
      const key = nameOf(textOf(group) ?? "", textOf(name) ?? "", textOf(fieldsOf(names).kind) ?? "");
      this.#sources.set(key, { schema: { ...own, properties }, beside: {} });
    }
  }
}

/** Kind and version of an object, as {@link SchemaSet} names them. */
export function versionedKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${apiVersion} ${kind}`;
}

function nameOf(group: string, version: string, kind: string): VersionedKind {
  return versionedKind({ apiVersion: group === "" ? version : `${group}/${version}`, kind });
}
