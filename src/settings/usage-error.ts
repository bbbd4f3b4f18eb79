// Bad usage or unreadable configuration: nothing is tested, exit 2. The message is for the user: what is wrong, where, and the fix.

export class UsageError extends Error {
  override name = "UsageError";
}
