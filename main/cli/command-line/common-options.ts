// Options that every command has, and what they mean.
import type { CommonArguments } from './command-types.ts';

export interface CommonOptions {
  data?: string;
  demo?: true;
  json?: true;
}

export function commonArguments({ data, demo, json }: CommonOptions): CommonArguments {
  return { data: data ?? null, demo: demo === true, json: json === true };
}
