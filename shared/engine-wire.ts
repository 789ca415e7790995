// The messages between main and the engine's process, in both directions.
import { z } from 'zod';
import { conditions, sendRules } from './send-rules.ts';
import { errorCode, wireError } from './errors.ts';
import { calls, events } from './ipc.ts';
import { askedRules } from './library/folder-rules.ts';
import type { CallName, EngineCallName, EventName } from './ipc.ts';

/** Numbers main's questions; unique while the engine's process lives. */
const callId = z.number().int().nonnegative();

/** Numbers the imaging processes; chosen by the engine, never used twice by one engine process. */
const childId = z.number().int().nonnegative();

const engineCallNames = (Object.keys(calls) as CallName[]).filter((name) => calls[name].owner === 'engine');
export const engineCallName = z.enum(engineCallNames as [EngineCallName, ...EngineCallName[]]);

const eventName = z.enum(Object.keys(events) as [EventName, ...EventName[]]);

/** Mirrors `Credentials` of `main/ok/ports.ts`; the secret parts are never logged and never answered back. */
export const engineCredentials = z.strictObject({
  apiAddress: z.url(),
  applicationKey: z.string().min(1),
  accessToken: z.string().min(1),
  signingSecret: z.string().min(1),
});
export type EngineCredentials = z.infer<typeof engineCredentials>;

/** The settings that concern the engine. */
export const engineSettings = z.strictObject({
  lanes: z.number().int().min(1).max(8),
  sending: sendRules,
  /** Rules of new folders and dropped photos. */
  newRules: askedRules.optional(),
});
export type EngineSettings = z.infer<typeof engineSettings>;

/**
 * `suspend`, `resume`: the computer sleeps, wakes. `offline`, `online`: the system lost, found a network. `battery`,
 * `plugged`: where the power comes from. A state is told when it changes, and those that hold are told after `start`.
 */
export const powerState = z.enum(['suspend', 'resume', 'online', 'offline', 'battery', 'plugged']);
export type PowerState = z.infer<typeof powerState>;

/** `http://host:port`, `https://…` or `socks5://…`; null: straight to the service. */
const proxy = z.string().max(2048).nullable();

/** The person says to be the one that the library belongs to, although the service names another id. */
const isSamePerson = z.boolean();

/** Main → engine. `start` is the first message a process gets, and it gets it once. */
export const toEngine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    /** Absolute; the engine makes it. The database and `thumbnails/` live in it. */
    dataFolder: z.string().min(1),
    /** null: no account yet; the engine scans and checks, and sends nothing. */
    credentials: engineCredentials.nullable(),
    isSamePerson: isSamePerson.optional(),
    /** 32 random bytes, base64: seals what must not stand in the database in the clear. */
    sealKey: z.base64().length(44),
    settings: engineSettings,
    /** Which account this library is for, as a word for the log: `demo` or `ok`. */
    account: z.enum(['demo', 'ok']),
    /** There are no credentials because the keyring in which they lie is locked. */
    waitsForKeyring: z.boolean().optional(),
    proxy: proxy.optional(),
  }),
  z.strictObject({ type: z.literal('call'), id: callId, name: engineCallName, input: z.unknown() }),
  z.strictObject({ type: z.literal('settings'), settings: engineSettings }),
  z.strictObject({
    type: z.literal('credentials'),
    credentials: engineCredentials.nullable(),
    isSamePerson: isSamePerson.optional(),
  }),
  /** The system's way to the service has changed. */
  z.strictObject({ type: z.literal('proxy'), proxy }),
  z.strictObject({ type: z.literal('power'), state: powerState }),
  /** Network and power, for the rules for sending; sent after `start` and whenever they change. */
  z.strictObject({ type: z.literal('conditions'), conditions }),
  /** Answers `imaging.spawn`; the port transferred with it leads to that process (messages: shared/facts.ts). */
  z.strictObject({ type: z.literal('imaging.spawned'), child: childId }),
  /** The process is gone, whatever the reason; after `imaging.kill` too. */
  z.strictObject({ type: z.literal('imaging.exited'), child: childId }),
  /** Finish within 5 s, say `stopped`, end. After that the process is killed. */
  z.strictObject({ type: z.literal('stop') }),
]);
export type ToEngine = z.infer<typeof toEngine>;

/** The answer to a call: a `Result` whose value only the call's own output schema knows. */
const result = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: wireError }),
]);

export const logLevel = z.enum(['info', 'warn', 'error']);
export type LogLevel = z.infer<typeof logLevel>;

/** Engine → main. */
export const fromEngine = z.discriminatedUnion('type', [
  /** The library is open; calls are taken. */
  z.strictObject({ type: z.literal('ready') }),
  /** The library cannot be opened; the process ends by itself after this. `data_newer` is not tried again. */
  z.strictObject({ type: z.literal('failed'), code: errorCode, subject: z.string().max(4096).nullable() }),
  z.strictObject({ type: z.literal('answer'), id: callId, result }),
  z.strictObject({ type: z.literal('event'), name: eventName, payload: z.unknown() }),
  z.strictObject({ type: z.literal('imaging.spawn'), child: childId }),
  z.strictObject({ type: z.literal('imaging.kill'), child: childId }),
  z.strictObject({
    type: z.literal('log'),
    level: logLevel,
    event: z.string().max(200),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  z.strictObject({ type: z.literal('stopped') }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
