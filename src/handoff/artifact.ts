// What an artifact is, and the names that `config generate` takes: --help lists them and must load no more than this.

export const artifactNames = ["env", "customizations", "network-policy", "squid", "firewall-request"] as const;

export type ArtifactName = (typeof artifactNames)[number];

export const requestFormats = ["markdown", "csv"] as const;

export type RequestFormat = (typeof requestFormats)[number];

export interface Artifact {
  /** The whole file, ending with a line break. */
  text: string;
  /** What the operator must fill in or ought to know, a sentence each; told beside the file, not in it alone. */
  notes: string[];
}
