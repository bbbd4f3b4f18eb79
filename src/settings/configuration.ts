// Where each configured value stands, what it beats, and what in the files could not be taken as it is. Plain data, logins masked.

/** What a source is, which decides how it is read and where a correction would be written. */
export type SourceKind =
  /** The running process. */
  | "environment"
  /** CARTO's `.env`, which an upgrade writes anew from `customer.env`. */
  | "env"
  | "customer-env"
  /** Helm values: `customizations.yaml`, `values.yaml`. */
  | "customizations"
  /** The operator's answers to KOTS (`kind: ConfigValues`). */
  | "kots-config"
  /** A pod's environment as it is: the output of `env`, a ConfigMap, a pod or workload manifest. */
  | "pod-environment";

/** Where a value was written. */
export interface Place {
  /** "environment", or the file as it was named. */
  source: string;
  /** Counted from 1; null for the process, and for what a file gives without a line. */
  line: number | null;
  /** A variable's name, or the dotted path of a value: "externalProxy.excludedDomains". */
  key: string;
}

/** One variable of the environment that CARTO's containers get, and who gave it. */
export interface ConfiguredVariable {
  name: string;
  /** Logins masked, control characters escaped; null where the whole value is secret. An empty value is "". */
  value: string | null;
  from: Place;
  /** The same variable in sources that it beats, the last beaten first. */
  overrides: { value: string | null; from: Place }[];
}

/** A value that cannot be taken as it is written. */
export interface ValueProblem {
  kind: /** Another type than the chart's. */
    | "wrong-type"
    /** No such name under externalProxy or trustedCACerts. */
    | "unknown-key"
    /** Two values that exclude each other. */
    | "conflict"
    /** A list whose one element is a comma-joined string: understood, and reported. */
    | "joined-list"
    /** The right type, and no value that the chart takes. In an env file: read otherwise by another docker compose. */
    | "bad-value"
    /** It comes from a Secret or a ConfigMap that the file does not hold. */
    | "not-known";
  from: Place;
  /** What is wrong, in one sentence without its full stop. */
  text: string;
  /** As written, secrets masked. */
  found: string;
  /** The corrected text, where one can be told. */
  fix: string | null;
}

/** What the operator configured, as a report carries it and as configuration rules judge it. */
export interface ConfigurationSummary {
  /** In the order in which they were read: later wins. `variables` are the names that the source itself sets. */
  sources: { name: string; kind: SourceKind; variables: string[] /** Read for comparison alone. */; beside?: true }[];
  /** Every variable of the proxy, TLS and CARTO families that some source sets, in the order of `VARIABLE_NAMES`, then by name. */
  variables: ConfiguredVariable[];
  problems: ValueProblem[];
  /** Whitelist features, and "warehouse:snowflake" and the like, that the configuration says are in use. */
  features: { feature: string; from: Place }[];
  /** The cluster's domain where a values file says another one than "cluster.local". */
  clusterDomain: { name: string; from: Place } | null;
  /** Where GKE Workload Identity is turned on, else null. */
  workloadIdentity: Place | null;
}

/** The variables that decide routes and trust. */
export const VARIABLE_NAMES = [
  "HTTP_PROXY",
  "http_proxy",
  "HTTPS_PROXY",
  "https_proxy",
  "GRPC_PROXY",
  "grpc_proxy",
  "ALL_PROXY",
  "all_proxy",
  "NO_PROXY",
  "no_proxy",
  "no_grpc_proxy",
  "NODE_EXTRA_CA_CERTS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NODE_USE_ENV_PROXY",
  "SSL_CERT_FILE",
] as const;

/** Of two sources of one group the later one replaces the whole group, as a container gets its environment from files and not from this shell. */
export const PROXY_FAMILY: readonly string[] = VARIABLE_NAMES.slice(0, 11);

/** Those of the family that name a proxy. */
export const PROXY_VARIABLES: readonly string[] = VARIABLE_NAMES.slice(0, 8);
