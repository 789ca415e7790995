// Removes environment variables that would make the program insecure.

/**
 * With `NODE_TLS_REJECT_UNAUTHORIZED=0`, which developers set and forget, anybody on the network path could read tokens
 * and photos. Call it before the first connection; processes that are started later do not get the variable either.
 */
export function stripEnvironment(environment: Record<string, string | undefined>): void {
  delete environment['NODE_TLS_REJECT_UNAUTHORIZED'];
}
