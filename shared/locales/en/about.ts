// English: the «About» dialog, and what the clipboard brings and takes. Texts only.
import type { Same } from '../dictionary.ts';
import type * as ru from '../ru/about.ts';

export const about: Same<typeof ru.about> = {
  title: 'About',
  lead: 'Keeps your photo folders on Odnoklassniki. Not made by Odnoklassniki itself.',
  version: 'Version',
  parts: 'Parts',
  system: 'System',
  library: 'Library',
  update: 'Updates',
  updateState: {
    off: 'This build does not update itself',
    current: 'There is nothing newer',
    there: 'Version {version} is out; install its package',
    fetching: 'Version {version} is being fetched',
    ready: 'Version {version} will be installed when you close the program',
  },
  licences: 'Licences of its parts',
};

export const clipboard: Same<typeof ru.clipboard> = {
  copyLink: 'Copy the link',
  linkCopied: 'The link is copied',
};
