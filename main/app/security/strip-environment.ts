// Variables of the environment that this program does not follow, whoever set them. Changes nothing else.

/**
 * With `NODE_TLS_REJECT_UNAUTHORIZED=0`, which developers set and forget, anybody on the way could read tokens and photos. Taken out before the
 * first connection; processes that are started later never see it.
 */
export function stripEnvironment(environment: Record<string, string | undefined>): void {
  delete environment['NODE_TLS_REJECT_UNAUTHORIZED'];
}
