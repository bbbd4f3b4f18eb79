// What is used of postject, which brings no types.

declare module "postject" {
  /** Puts `data` into the executable as the named resource, and sets the mark. Works on the file in place. */
  export function inject(
    executable: string,
    resource: string,
    data: Buffer,
    options: { sentinelFuse: string },
  ): Promise<void>;
}
