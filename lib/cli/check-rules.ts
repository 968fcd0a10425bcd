import { BurnlineError, isError, renderIssue } from "../core/issue.ts";
import { checkRuleFiles } from "../rules/check/rule-files.ts";
import type { Arguments, ExitCode } from "./command.ts";
import { issue } from "./refuse.ts";
import { ruleText } from "./rule-text.ts";
import { grouped } from "./table.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/**
 * `burnline check --rules FILE...`: what is wrong with the rule files of a Prometheus.
 *
 * @throws BurnlineError with everything that is wrong, when some of it leaves a rule without any result
 */
export function checkRules(args: Arguments, terminal: Terminal): ExitCode {
  const files = args.positionals.map((file) => ({ file, text: ruleText(file, terminal.folder) }));
  const unreadable = files.flatMap(({ text }) => (typeof text === "string" ? [] : [text]));
  const missing =
    files.length > 0 ? [] : [issue("model-missing", "", "no rule file was given", { expected: "FILE..." })];
  if (unreadable.length + missing.length > 0) throw new BurnlineError([...missing, ...unreadable]);
  const { issues, rules } = checkRuleFiles(
    files.flatMap(({ file, text }) => (typeof text === "string" ? [{ file, text }] : [])),
  );
  if (issues.some(isError)) throw new BurnlineError(issues.filter(isError));
  if (args.has("json")) {
    terminal.out(`${JSON.stringify({ rules, findings: issues }, null, 2)}\n`);
  } else {
    const paint = paintFor(terminal);
    const lines = issues.map((finding) => `${paint.warn("warning:")} ${renderIssue(finding)}\n`);
    terminal.out(`${grouped(rules)} rules in ${grouped(files.length)} files: ${grouped(issues.length)} findings\n`);
    terminal.out(lines.join(""));
  }
  return issues.length > 0 ? 1 : 0;
}
