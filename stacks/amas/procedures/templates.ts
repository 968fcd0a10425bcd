import { procedure, shell } from "../../../lib/index.ts";

/** AMAS-ESC-03. */
export const incidentLog = procedure("Incident log", {
  kind: "template",
  about: "One file per incident, begun when L1 takes it and finished within the week. Severities: High, Medium, Low.",
  first: [
    shell(
      "Write the log from this file",
      `cat > "INC-$(date -u +%F)-001.md" <<'END'
**Incident ID**: INC-YYYY-MM-DD-001
**Severity**: High / Medium / Low
**Started**: YYYY-MM-DD hh:mm:ss UTC
**Resolved**: YYYY-MM-DD hh:mm:ss UTC
**Duration**: <minutes>

**Symptoms**:
- <what users saw, with its number: High decision latency (P99 = 850ms)>
- <how many alerts fired, which first>

**Root Cause**:
- <Database connection pool exhausted due to long-running queries>

**Resolution**:
1. <what was done, in order, each with its time>

**Prevention**:
- <what was changed, so that it does not come again>
- <what is still to do: who, until when>
END`,
    ),
  ],
});

export const messages = procedure("Messages during an incident", {
  kind: "template",
  about: "What is written to the channel, and to those who tell customers: short, with the time of the next message.",
  first: [
    "Begun: Since <time> <what users notice>. <name> is looking. Next message at <time>.",
    "Level: now L2 (or L3, Emergency), because <reason>. <name> takes over.",
    "Found: <cause>. We do <remedy>, which takes about <minutes>. Next message at <time>.",
    "Over: <what works again> since <time>, disturbed for <minutes>. Incident log: <file>.",
  ],
});
