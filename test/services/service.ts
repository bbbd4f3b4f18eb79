// A fake service: a pure answer to one request, so that the same one serves on loopback and in the lab's origin.

export interface Asked {
  method: string;
  host: string;
  /** Path and query. */
  url: string;
  /** Without the query. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Unpacked where the client compressed it. */
  body: Buffer;
}

export interface Answered {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Of a gRPC answer over HTTP/2; without a body they are sent as a single block ("Trailers-Only"). */
  trailers?: Record<string, string>;
}

/** Null: the service has nothing at this path. */
export type Service = (asked: Asked) => Answered | null;

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answered {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** What follows "Bearer " in the Authorization header, or null. */
export function bearer({ headers }: Asked): string | null {
  return /^Bearer (\S+)$/i.exec(String(headers.authorization ?? ""))?.[1] ?? null;
}
