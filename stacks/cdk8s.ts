import { App } from "cdk8s";
import { compile } from "../lib/compile/compile.ts";
import { BurnlineChart } from "../lib/targets/cdk8s/chart.ts";
import { systems } from "./index.ts";

// One chart a system, named as the system: cdk8s writes dist/cdk8s/<system>.k8s.yaml.
const app = new App();
for (const system of systems) {
  const { bundle } = compile(system);
  new BurnlineChart(app, bundle.system, { bundles: [bundle] });
}
app.synth();
