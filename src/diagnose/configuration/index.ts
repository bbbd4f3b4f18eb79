// The configuration rules, in order of precedence.

import type { ConfigurationRule } from "../rule.ts";
import { proxyNotConfigured } from "./proxy-not-configured.ts";
import { proxyUrlCredentials } from "./proxy-url-credentials.ts";
import { proxyUrlInvalid } from "./proxy-url-invalid.ts";
import { proxyVariableMissing } from "./proxy-variable-missing.ts";
import { tlsVerificationOff } from "./tls-verification-off.ts";

export const configurationRules: ConfigurationRule[] = [
  proxyNotConfigured,
  proxyVariableMissing,
  proxyUrlInvalid,
  proxyUrlCredentials,
  tlsVerificationOff,
];
