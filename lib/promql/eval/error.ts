/** An evaluation that Prometheus fails too; the message is Prometheus' own. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}
