// What each command's options give: the types of the parsed flags.

import type { DomainFormat } from "../output/domains-formats.ts";
import type { Format } from "../output/format.ts";
import type { ClientName } from "../plan/check.ts";
import type { DeploymentKind } from "../settings/settings.ts";
import type { SourceOptions } from "./source-options.ts";

export interface PlanFlags extends SourceOptions {
  deployment?: DeploymentKind;
  domains?: string[];
  feature: string[];
  only: string[];
  skip: string[];
  warehouse: string[];
  snowflakeAllowlist?: string;
  strictEgress?: boolean;
  thorough?: boolean;
  idle?: number;
  clients: ClientName[];
  ca?: string;
  publicRoots?: string;
  json?: boolean;
}

export interface DoctorFlags extends PlanFlags {
  timeout: number;
  deadline: number;
  concurrency: number;
  format: Format;
  output: string[];
  terminationLog?: string;
  control?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  color: boolean;
}

export interface ConfigCheckFlags extends PlanFlags {
  output: string[];
  fix?: boolean;
  inPlace?: boolean;
  quiet?: boolean;
  color: boolean;
}

export interface ReportFlags {
  format: Format;
  output: string[];
  quiet?: boolean;
  verbose?: boolean;
  color: boolean;
}

export interface DomainsFlags extends SourceOptions {
  deployment?: DeploymentKind;
  domains?: string[];
  format: DomainFormat;
}

export interface ExplainFlags {
  markdown?: boolean;
  color: boolean;
}

export interface DemoFlags {
  healthy?: boolean;
  keep?: boolean;
  json?: boolean;
  color: boolean;
}
