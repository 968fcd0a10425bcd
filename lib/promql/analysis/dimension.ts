/** Placeholder */
export type Dimension = Readonly<Record<string, number>>;
