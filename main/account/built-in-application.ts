// The OK application that this build signs in with, if any: three public values, set by the release workflow.
import { application } from '../../shared/sign-in.ts';
import type { Application } from '../../shared/sign-in.ts';

/** electron.vite.config.ts replaces this name; it does not exist when the source runs unbundled. */
declare const __OK_APPLICATION__: { id: string; publicKey: string; redirect: string } | undefined;

/** null: the person enters one in Settings. Throws when the build was given an invalid application. */
export function builtInApplication(): Application | null {
  const given = typeof __OK_APPLICATION__ === 'undefined' ? undefined : __OK_APPLICATION__;
  return given?.id ? application.parse(given) : null;
}
