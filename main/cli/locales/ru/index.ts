// The terminal's texts in Russian.
import type { Texts } from '../types.ts';
import { ruAccount } from './account.ts';
import { ruDecide } from './decide.ts';
import { ruDemo } from './demo.ts';
import { ruHelp } from './help.ts';
import { ruLibrary } from './library.ts';
import { ruLogin } from './login.ts';
import { ruMoving } from './moving.ts';
import { ruRun } from './run.ts';
import { ruState } from './state.ts';
import { ruUsage } from './usage.ts';

export const ruTexts: Texts = {
  help: ruHelp,
  decide: ruDecide,
  moving: ruMoving,
  usage: ruUsage,
  account: ruAccount,
  login: ruLogin,
  state: ruState,
  run: ruRun,
  library: ruLibrary,
  demo: ruDemo,
};
