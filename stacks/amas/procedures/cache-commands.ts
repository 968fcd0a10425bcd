import { shell } from "../../../lib/index.ts";
import { CACHE_PREFIX } from "../names.ts";

const COLD =
  "Every read of them goes to the database until the cache is warm again: expect slow decisions for minutes.";

export const clearOne = shell(
  "Clear specific decision insight",
  `INSIGHT='' # like abc123
redis-cli DEL "${CACHE_PREFIX}\${INSIGHT:?which one}"`,
);

export const clearCache = shell(
  "Clear all AMAS cache",
  `redis-cli --scan --pattern '${CACHE_PREFIX}*' | xargs -r -n 100 redis-cli UNLINK`,
  { destructive: COLD, mended: "`KEYS` stops Redis for everybody while it walks all keys" },
);

export const flush = shell("Clear everything that Redis holds, sessions of users among it", "redis-cli FLUSHDB", {
  destructive: `It takes all keys, and not those of AMAS only. ${COLD}`,
});
