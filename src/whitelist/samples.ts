// Placeholders in a wildcard's samples: which variable fills each, and what stands in where none is set.

import type { Domain } from "./domain.ts";

/** Values by variable name, such as a process environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Placeholder {
  /** The first of these that holds a usable value wins. */
  variables: string[];
  /** A value outside this pattern is passed over: it would make a host that cannot exist. */
  pattern: RegExp;
  /** Used where no variable helps: the host that it makes exists for everyone. */
  fallback: string;
}

export const PLACEHOLDERS: Readonly<Record<string, Placeholder>> = {
  // The Chinese regions live under amazonaws.com.cn, outside the whitelisted wildcard.
  awsRegion: {
    variables: ["AWS_REGION", "AWS_DEFAULT_REGION", "WORKSPACE_IMPORTS_REGION", "WORKSPACE_THUMBNAILS_REGION"],
    pattern: /^(?!cn-)[a-z]{2,}(-[a-z]+)+-\d+$/,
    fallback: "us-east-1",
  },
  // Microsoft's account for its Azure Open Datasets.
  azureStorageAccount: {
    variables: ["WORKSPACE_IMPORTS_STORAGE_ACCOUNT", "WORKSPACE_THUMBNAILS_STORAGE_ACCOUNT"],
    pattern: /^[a-z0-9]{3,24}$/,
    fallback: "azureopendatastorage",
  },
  // Snowflake's own download server: an account's host is known only to the customer.
  snowflakeAccount: {
    variables: ["SNOWFLAKE_ACCOUNT"],
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    fallback: "sfc-repo",
  },
};

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The names between braces, in order, known or not. */
export function placeholdersIn(sample: string): string[] {
  return [...sample.matchAll(PLACEHOLDER)].map((match) => match[1]!);
}

/** The concrete host that a sample stands for. An unknown placeholder is left as it is: the schema has refused it before. */
export function fillSample(sample: string, environment: Environment): string {
  return sample.replace(PLACEHOLDER, (whole, name: string) => placeholderValue(name, environment) ?? whole);
}

/** The domain with concrete samples, each once. */
export function fillSamples(domain: Domain, environment: Environment): Domain {
  return { ...domain, samples: [...new Set(domain.samples.map((sample) => fillSample(sample, environment)))] };
}

function placeholderValue(name: string, environment: Environment): string | null {
  const placeholder = Object.hasOwn(PLACEHOLDERS, name) ? PLACEHOLDERS[name] : undefined;
  if (placeholder === undefined) return null;
  const values = placeholder.variables.map((variable) => (environment[variable] ?? "").trim().toLowerCase());
  return values.find((value) => placeholder.pattern.test(value)) ?? placeholder.fallback;
}
