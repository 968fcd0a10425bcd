import * as pulumi from "@pulumi/pulumi";

/** One resource as the engine would have been told of it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

/** Runs a program against Pulumi's own mock engine and gives back what it registered, in order. */
export async function registeredBy(program: () => void): Promise<readonly Registered[]> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: `${name}-id`, state: inputs };
      },
      call: () => ({}),
    },
    "burnline",
    "test",
    false,
  );
  program();
  // Waits until every registration has been answered.
  await pulumi.runtime.disconnect();
  return registered;
}
