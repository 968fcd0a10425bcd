import { App } from "cdk8s";
import { BurnlineChart } from "../lib/targets/cdk8s/chart.ts";
import { compileAll } from "./index.ts";

// One chart a system, named as the system: cdk8s writes dist/cdk8s/<system>.k8s.yaml.
const app = new App();
for (const { bundle } of compileAll()) new BurnlineChart(app, bundle.system, { bundles: [bundle] });
app.synth();
