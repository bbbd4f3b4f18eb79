// Snowflake's cache of revocation answers, asked for in plain HTTP on port 80 before a login. It is empty: the lab's certificates
// name no responder, so that snowflake-sdk goes on at once (it fails open).

import { json, type Service } from "./service.ts";

export const snowflakeOcsp: Service = ({ path }) => (path === "/ocsp_response_cache.json" ? json(200, {}) : null);
