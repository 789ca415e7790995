// Numbers that most shapes of the contract consist of.
import { z } from 'zod';

export const count = z.number().int().nonnegative();
/** A row's key in the library. */
export const id = z.number().int().positive();
export const byteCount = z.number().int().nonnegative();
/** Milliseconds since 1970, UTC. */
export const timeMs = z.number().int();
