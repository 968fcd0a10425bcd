import { BurnlineSystem } from "../lib/targets/pulumi/system.ts";
import { compileAll } from "./index.ts";

for (const { bundle } of compileAll()) new BurnlineSystem(bundle.system, { bundle });
