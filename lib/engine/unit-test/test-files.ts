/** Where unit tests find their files. Paths are those of Unix, `/` between names. */
export interface TestFiles {
  /** The text of a file. Errors: `Error` whose message says why it cannot be read. */
  readonly read: (path: string) => string;
  /** Names of everything in a folder; `undefined` where the path is no folder that can be read. */
  readonly list: (path: string) => readonly string[] | undefined;
  /** Whether a file or a folder is there. */
  readonly exists: (path: string) => boolean;
}
