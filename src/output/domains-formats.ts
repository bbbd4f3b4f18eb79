// The names of the formats of `carto-proxy domains`, apart from the renderers: --help lists them and must load none.

export const domainFormatNames = ["table", "json", "yaml", "csv", "squid", "markdown"] as const;

export type DomainFormat = (typeof domainFormatNames)[number];
