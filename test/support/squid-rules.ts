// The part of Squid's access rules that our remedies are written in: the first http_access line that matches decides.

export interface SquidRules {
  /** The lines of squid.conf; may be changed while the proxy runs. */
  lines: string[];
}

/** A rule for `proxyThat.rulesBy`: null lets the request through, else what `refusal` says. A line that is not understood throws. */
export function squidRuling(rules: SquidRules, refusal: string): (method: string, target: string) => string | null {
  return (method, target) => (decide(rules.lines, method, target) ? null : refusal);
}

function decide(lines: string[], method: string, target: string): boolean {
  const [, host = "", port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(target.toLowerCase()) ?? [];
  const acls = new Map<string, boolean>([["all", true]]);
  for (const line of lines.map((each) => each.trim()).filter((each) => each !== "" && !each.startsWith("#"))) {
    const [word = "", name = "", ...rest] = line.split(/\s+/);
    if (word === "acl") acls.set(name, (acls.get(name) ?? false) || fits(rest, { method, host, port }));
    else if (word !== "http_access") throw new Error(`not understood: ${line}`);
    else if (rest.every((acl) => holds(acls, acl))) return name === "allow";
  }
  return false;
}

function holds(acls: Map<string, boolean>, name: string): boolean {
  const value = acls.get(name);
  if (value === undefined) throw new Error(`no acl ${name}`);
  return value;
}

function fits([type, ...values]: string[], asked: { method: string; host: string; port: string }): boolean {
  switch (type) {
    case "method":
      return values.includes(asked.method);
    case "port":
      return values.includes(asked.port);
    case "dst":
      return values.includes(asked.host);
    case "dstdomain":
      // ".example.com" stands for the name itself too.
      return values.some((value) =>
        value.startsWith(".") ? `.${asked.host}`.endsWith(value) : value.toLowerCase() === asked.host,
      );
    default:
      throw new Error(`not understood: acl of type ${type}`);
  }
}
