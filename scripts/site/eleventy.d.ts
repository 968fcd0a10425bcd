/** What the site needs of Eleventy, which ships no types (https://www.11ty.dev/docs/programmatic/). */
declare module "@11ty/eleventy" {
  /** The configuration that a callback is given. */
  export interface UserConfig {
    addTemplate(inputPath: string, content: string, data?: Readonly<Record<string, unknown>>): void;
    setLibrary(extension: string, library: { render(text: string): string }): void;
    addTransform(name: string, transform: (this: Transformed, content: string) => string): void;
    setTemplateFormats(formats: readonly string[]): void;
    setUseGitIgnore(use: boolean): void;
  }

  /** What a transform is called on. */
  export interface Transformed {
    readonly page: { readonly url: string; readonly outputPath: string };
  }

  export default class Eleventy {
    constructor(
      input: string,
      output: string,
      options?: {
        readonly quietMode?: boolean;
        readonly configPath?: null;
        readonly config?: (configuration: UserConfig) => void | Promise<void>;
      },
    );
    write(): Promise<unknown>;
  }
}
