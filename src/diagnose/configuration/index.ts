// The configuration rules, in order of precedence.

import type { ConfigurationRule } from "../rule.ts";
import { caExpired } from "./ca-expired.ts";
import { caFileInvalid } from "./ca-file-invalid.ts";
import { caFileUnreadable } from "./ca-file-unreadable.ts";
import { configurationLostOnUpgrade } from "./configuration-lost-on-upgrade.ts";
import { customizationsInvalid } from "./customizations-invalid.ts";
import { importCustomCa } from "./import-custom-ca.ts";
import { noProxyAmbiguous } from "./no-proxy-ambiguous.ts";
import { noProxyCoversRequired } from "./no-proxy-covers-required.ts";
import { noProxyEmptyEntry } from "./no-proxy-empty-entry.ts";
import { noProxyInternalMissing } from "./no-proxy-internal-missing.ts";
import { noProxyMetadata } from "./no-proxy-metadata.ts";
import { noProxySnowflake } from "./no-proxy-snowflake.ts";
import { proxyGrpcHttps } from "./proxy-grpc-https.ts";
import { proxyNotConfigured } from "./proxy-not-configured.ts";
import { proxyUrlCredentials } from "./proxy-url-credentials.ts";
import { proxyUrlInvalid } from "./proxy-url-invalid.ts";
import { proxyVariableCase } from "./proxy-variable-case.ts";
import { proxyVariableMissing } from "./proxy-variable-missing.ts";
import { proxyVariablesDiffer } from "./proxy-variables-differ.ts";
import { tlsVerificationOff } from "./tls-verification-off.ts";

export const configurationRules: ConfigurationRule[] = [
  proxyNotConfigured,
  proxyVariableMissing,
  proxyVariableCase,
  proxyVariablesDiffer,
  proxyUrlInvalid,
  proxyUrlCredentials,
  proxyGrpcHttps,
  noProxyInternalMissing,
  noProxyAmbiguous,
  noProxyEmptyEntry,
  noProxySnowflake,
  noProxyMetadata,
  noProxyCoversRequired,
  caFileUnreadable,
  caFileInvalid,
  caExpired,
  tlsVerificationOff,
  importCustomCa,
  configurationLostOnUpgrade,
  customizationsInvalid,
];
