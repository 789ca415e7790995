// The application of OK that a build was made for, if any. Three values that are no secrets; the release workflow gives them.
import { application } from '../../../shared/sign-in.ts';
import type { Application } from '../../../shared/sign-in.ts';

/** Put in place of this name by electron.vite.config.ts; not there when the source runs unbundled. */
declare const __OK_APPLICATION__: { id: string; publicKey: string; redirect: string } | undefined;

/** null: the person has to name one in Settings. Throws when the build was given something that is no application. */
export function builtInApplication(): Application | null {
  const given = typeof __OK_APPLICATION__ === 'undefined' ? undefined : __OK_APPLICATION__;
  return given?.id ? application.parse(given) : null;
}
