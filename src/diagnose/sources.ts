// Where the facts on the pages of the codes come from: standards and published documentation.

export interface Source {
  title: string;
  url: string;
}

export const CARTO_PROXY: Source = {
  title: "CARTO documentation: configure a forward proxy",
  url: "https://docs.carto.com/carto-self-hosted/configuration/networking/configure-an-external-proxy",
};
export const GRPC_PROXY: Source = {
  title: "grpc-js source: which variables and proxies it knows",
  url: "https://github.com/grpc/grpc-node/blob/master/packages/grpc-js/src/http_proxy.ts",
};
export const SNOWFLAKE_PROXY: Source = {
  title: "snowflake-sdk 2.1.3 source: the agent for a proxy, which takes its scheme",
  url: "https://app.unpkg.com/snowflake-sdk@2.1.3/files/dist/lib/agent/https_proxy_agent.js",
};
export const CARTO_EGRESS: Source = {
  title: "CARTO documentation: egress requirements",
  url: "https://docs.carto.com/carto-self-hosted/planning/prerequisites/network/egress",
};
export const HTTP_CONNECT: Source = {
  title: "RFC 9110, section 9.3.6: CONNECT",
  url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6",
};
export const HTTP_407: Source = {
  title: "RFC 9110, section 15.5.8: 407 Proxy Authentication Required",
  url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8",
};
export const HTTP_429: Source = {
  title: "RFC 6585, section 4: 429 Too Many Requests",
  url: "https://www.rfc-editor.org/rfc/rfc6585#section-4",
};
export const CAPTIVE_PORTAL: Source = {
  title: "RFC 6585, section 6: 511 Network Authentication Required",
  url: "https://www.rfc-editor.org/rfc/rfc6585#section-6",
};
export const HTTP_DATE: Source = {
  title: "RFC 9110, section 6.6.1: Date",
  url: "https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1",
};
export const PROXY_STATUS: Source = {
  title: "RFC 9209: the Proxy-Status response header",
  url: "https://www.rfc-editor.org/rfc/rfc9209",
};
export const TLS_CHAIN: Source = {
  title: "RFC 8446, section 4.4.2: which certificates a server sends",
  url: "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2",
};
export const TLS_SNI: Source = {
  title: "RFC 6066, section 3: the server's name in the ClientHello",
  url: "https://www.rfc-editor.org/rfc/rfc6066#section-3",
};
export const TLS_NAMES: Source = {
  title: "RFC 9525: how a name is matched against a certificate",
  url: "https://www.rfc-editor.org/rfc/rfc9525",
};
export const HTTP2_ALPN: Source = {
  title: "RFC 9113, section 3.2: HTTP/2 is chosen by ALPN",
  url: "https://www.rfc-editor.org/rfc/rfc9113#section-3.2",
};
export const NODE_EXTRA_CA: Source = {
  title: "Node.js documentation: NODE_EXTRA_CA_CERTS and NODE_TLS_REJECT_UNAUTHORIZED",
  url: "https://nodejs.org/api/cli.html#environment-variables_1",
};
export const POSTGRES_TLS: Source = {
  title: "PostgreSQL documentation: SSLRequest in the protocol",
  url: "https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL",
};
export const POSTGRES_CODES: Source = {
  title: "PostgreSQL documentation: error codes",
  url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
};
export const POSTGRES_HBA: Source = {
  title: "PostgreSQL documentation: pg_hba.conf",
  url: "https://www.postgresql.org/docs/current/auth-pg-hba-conf.html",
};
export const POSTGRES_STATES: Source = {
  title: "PostgreSQL source: what a server says that takes no connections (backend_startup.c)",
  url: "https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/tcop/backend_startup.c",
};
export const POSTGRES_LIMITS: Source = {
  title: "PostgreSQL documentation: max_connections and reserved connections",
  url: "https://www.postgresql.org/docs/current/runtime-config-connection.html",
};
export const POSTGRES_HOT_STANDBY: Source = {
  title: "PostgreSQL documentation: hot standby",
  url: "https://www.postgresql.org/docs/current/hot-standby.html",
};
export const REDSHIFT_REFUSAL: Source = {
  title: "Redshift's answer to a wrong password (amazon-redshift-python-driver, issue 237)",
  url: "https://github.com/aws/amazon-redshift-python-driver/issues/237",
};
export const REDIS_AUTH: Source = {
  title: "Redis documentation: AUTH",
  url: "https://redis.io/docs/latest/commands/auth/",
};
export const SQUID_ERRORS: Source = {
  title: "Squid source: the names of its errors, sent as X-Squid-Error",
  url: "https://github.com/squid-cache/squid/blob/master/src/error/forward.h",
};
export const SQUID_ACCESS: Source = {
  title: "Squid documentation: http_access",
  url: "https://www.squid-cache.org/Doc/config/http_access/",
};
export const HTTP_POST: Source = {
  title: "RFC 9110, section 9.3.3: POST",
  url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3",
};
export const WEBSOCKET: Source = {
  title: "RFC 6455, section 4: the opening handshake of a WebSocket",
  url: "https://www.rfc-editor.org/rfc/rfc6455#section-4",
};
export const SQUID_BODY_SIZE: Source = {
  title: "Squid documentation: request_body_max_size",
  url: "https://www.squid-cache.org/Doc/config/request_body_max_size/",
};
export const SQUID_UPGRADE: Source = {
  title: "Squid documentation: http_upgrade_request_protocols",
  url: "https://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/",
};
export const SQUID_HEAD_SIZE: Source = {
  title: "Squid documentation: reply_header_max_size",
  url: "https://www.squid-cache.org/Doc/config/reply_header_max_size/",
};
export const SQUID_READ_TIMEOUT: Source = {
  title: "Squid documentation: read_timeout",
  url: "https://www.squid-cache.org/Doc/config/read_timeout/",
};
export const SQUID_CLIENT_LIMIT: Source = {
  title: "Squid documentation: client_ip_max_connections",
  url: "https://www.squid-cache.org/Doc/config/client_ip_max_connections/",
};
