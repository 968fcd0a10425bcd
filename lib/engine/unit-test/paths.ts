/** The shortest path that means the same by its words alone, as Go's `filepath.Clean` has it: `a/./b/../c` is `a/c`. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith("/");
  const kept: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") kept.push(name);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isAbsolute) kept.push("..");
  }
  const clean = `${isAbsolute ? "/" : ""}${kept.join("/")}`;
  return clean === "" ? "." : clean;
}

/** Two paths as one, clean; an empty one does not count. */
export function joinPaths(folder: string, path: string): string {
  if (folder === "") return path === "" ? "" : cleanPath(path);
  return cleanPath(path === "" ? folder : `${folder}/${path}`);
}

/** The folder of a file, clean. */
export function folderOf(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf("/") + 1));
}
