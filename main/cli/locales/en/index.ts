// The terminal's texts in English.
import type { Texts } from '../types.ts';
import { enAccount } from './account.ts';
import { enDecide } from './decide.ts';
import { enDemo } from './demo.ts';
import { enHelp } from './help.ts';
import { enLibrary } from './library.ts';
import { enLogin } from './login.ts';
import { enMoving } from './moving.ts';
import { enRun } from './run.ts';
import { enState } from './state.ts';
import { enUsage } from './usage.ts';

export const enTexts: Texts = {
  help: enHelp,
  decide: enDecide,
  moving: enMoving,
  usage: enUsage,
  account: enAccount,
  login: enLogin,
  state: enState,
  run: enRun,
  library: enLibrary,
  demo: enDemo,
};
