// Pulumi's Node.js host reads TypeScript only as CommonJS, through its own ts-node; tsx reads ours.
(await import("tsx/esm/api")).register();
await import("./pulumi.ts");
