// The version of carto-proxy, from its package.

import { shippedFile } from "../settings/shipped.ts";

export const VERSION: string = JSON.parse(new TextDecoder().decode(shippedFile("package.json"))).version;
