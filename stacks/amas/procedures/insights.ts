import { procedure, shell, sql } from "../../../lib/index.ts";
import { LOG, TABLE } from "../names.ts";
import {
  connections,
  DATABASE_URL,
  databaseSize,
  disk,
  longQueries,
  onHost,
  openDatabase,
  RESTART,
  recovery,
  UPDATE_ENV,
  writesByHour,
} from "./commands.ts";
import { poolErrors } from "./pool.ts";
import { decisionNow, queueNow } from "./queries.ts";

const duplicates = {
  cause: "Constraint violations",
  steps: [
    shell("Count them", `grep -c "duplicate key value violates unique constraint" ${LOG}`, {
      expect: "0; else likely duplicate `decisionId`: the same decision is written twice",
    }),
    "Likely duplicate `decisionId` - review write logic: a retry has to write with `ON CONFLICT DO NOTHING`",
    "What is there already is not lost: nothing has to be restored",
  ],
};

const full = {
  cause: "Database full",
  steps: [
    disk,
    openDatabase,
    databaseSize,
    sql("Check disk space, run vacuum", `VACUUM ANALYZE ${TABLE};`, {
      expect:
        "`VACUUM`; it makes room inside the table. Room on the disk comes from old insights: the page Monthly tasks.",
    }),
    "The disk of the database is above 95 %: call the Database Admin before anything else, as PostgreSQL stops when it is full",
  ],
};

const timeout = {
  cause: "Connection timeout",
  steps: [
    openDatabase,
    connections,
    longQueries,
    shell(
      "Increase `statement_timeout`, when writes are cut off and not stuck",
      `${DATABASE_URL}\npsql "$DATABASE_URL" -c "ALTER ROLE CURRENT_USER SET statement_timeout = '30s';"`,
      {
        destructive: "Slow queries of this user may hold their connections for longer; it holds for new connections.",
      },
    ),
    shell("Open new connections", RESTART, {
      destructive: "Requests in flight fail, and decisions that wait in the queue are lost.",
      mended: UPDATE_ENV,
    }),
  ],
};

const fallback = {
  cause: "Emergency fallback: temporarily disable decision insights writes",
  steps: [
    "Agree with L3 first: from here on insights are lost for good",
    {
      do: "Comment out `writeDecisionInsight` call in `backend/src/amas/services/decision-recorder.service.ts`, build, deploy",
      command: {
        kind: "javascript" as const,
        text: `class DecisionRecorder {
  async persistDecisionTrace(trace) {
    // Comment out writeDecisionInsight call
    // await this.writeDecisionInsight(trace, tx);
  }
}`,
        destructive: "No decision insight is written until it is taken back; nobody can restore them later.",
      },
    },
    "Take it back as soon as the database writes again, and note in the incident log from when to when insights are missing",
  ],
};

/** AMAS-RUNBOOK-03. */
export const writeFailures = procedure("Decision insights write failures", {
  alerts: ["AmasInsightWriteRate", "AmasQueueDepth"],
  about:
    "Decisions wait to be written, or are not. What waits is lost when the process ends: think before you restart.",
  symptoms: ["Error logs: `Failed to write decision insight`", "Cache reads falling back to computation"],
  first: [
    onHost,
    queueNow,
    decisionNow,
    shell("Count failed writes", `grep -c "Failed to write decision insight" ${LOG}`, { expect: "0" }),
    shell("Read what the recorder says", `grep -F "[DecisionRecorder]" ${LOG} | tail -n 50`, {
      expect: "`duplicate key value`: constraint. `timeout`: connection. `No space left`: disk.",
    }),
  ],
  investigate: [
    openDatabase,
    sql("See that the table answers", `SELECT COUNT(*) FROM ${TABLE};`),
    writesByHour,
    recovery,
    poolErrors,
  ],
  remedies: [
    duplicates,
    full,
    timeout,
    {
      cause: "More decisions than the database takes",
      steps: [
        "Scale down what makes them, or the database up; the page of AmasDecisionLatencyP99 has what makes writes faster",
      ],
    },
    {
      cause: "Only the rate is unusual",
      steps: [
        "AMAS-D13: 100 to 500 an hour may be out of date. Compare with the same day of last week, and change the model when traffic has changed",
      ],
    },
    fallback,
  ],
  verify: [queueNow, writesByHour],
  escalate: [
    "Emergency (Platform Team Lead and Database Admin): insights are being lost",
    "Database Admin: the disk is full, or the database is in recovery",
    "L2 Senior Engineer: after 30 minutes",
  ],
  prevent: ["Daily backup: the page Backup of decision insights."],
});
