// The schemes of Proxy-Authenticate and WWW-Authenticate challenges (RFC 9110 §11.6.1).

/**
 * Several challenges can share one header value, separated by the same commas as their parameters: a scheme is a token that starts
 * the value or follows a comma, and is not itself followed by "=". Quoted text is passed over.
 * @returns each scheme once, as written, in order
 */
export function authSchemes(values: readonly string[]): string[] {
  const schemes: string[] = [];
  for (const value of values) {
    const unquoted = value.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    for (const part of unquoted.split(",")) {
      const token = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(\s*=)?/.exec(part);
      if (!token?.[1] || token[2]) continue;
      if (!schemes.some((seen) => seen.toLowerCase() === token[1]?.toLowerCase())) schemes.push(token[1]);
    }
  }
  return schemes;
}
