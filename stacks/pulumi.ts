import { compile } from "../lib/compile/compile.ts";
import { BurnlineSystem } from "../lib/targets/pulumi/system.ts";
import { systems } from "./index.ts";

for (const system of systems) {
  const { bundle } = compile(system);
  new BurnlineSystem(bundle.system, { bundle });
}
