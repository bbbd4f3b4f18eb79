// The variables of CARTO's own, beside the proxy family, that say which hosts it uses.

const NAMES =
  /^(?:WORKSPACE_POSTGRES_|REDIS_|LOCAL_(?:POSTGRES|REDIS)_SCALE$|WORKSPACE_(?:IMPORTS|THUMBNAILS)_|IMPORT_(?:PROVIDER|BUCKET|REGION|ENDPOINT|STORAGE_ACCOUNT)$|PUBSUB_(?:CUSTOM_DOMAIN|USE_REST_API)$|AUTH0_DOMAIN$|AI_ACCOUNTS_API_URL$|CARTO_AUTH0_CUSTOM_DOMAIN$|WAREHOUSE_PROVIDERS_)/;

/** Shown by `config check` where a file sets them. */
export function isCartoName(name: string): boolean {
  return NAMES.test(name);
}
