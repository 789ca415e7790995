// The table of calls and events between the window, main and the engine. All types derive from it.
import { z } from 'zod';
import { dropRefusals } from './reasons.ts';
import { aboutUpdate, accountView } from './program-views.ts';
import { album, albumTarget, groupOfAlbum } from './library/album.ts';
import { candidate, conversionSide } from './library/comparison.ts';
import { explanation } from './library/explanation.ts';
import { folderCard, folderPreview, maxFolderPreviews, unopened } from './library/folder.ts';
import { askedRules, folderRules } from './library/folder-rules.ts';
import { historyEntry } from './library/history.ts';
import { captionChange, keptCaption, photoAction, photoCursor, photoDetail, photoRow } from './library/photo.ts';
import { plan } from './library/plan.ts';
import { limitsView } from './learned-limits.ts';
import { albumAction, problemGroup } from './library/problem.ts';
import { shownState } from './library/shown-state.ts';
import { snapshot } from './snapshot.ts';
import { id } from './shapes.ts';
import { uploadHost } from './upload-hosts.ts';
import { settings, settingsChange } from './settings.ts';
import { application, pastedToken, signInWay } from './sign-in.ts';

/** At most so many refused files are listed; the others are only counted. */
export const mostRefusals = 1_000;

const nothing = z.undefined();
const path = z.string().min(1).max(32_767);
/** 200 MB: more than any screenshot; larger pictures exist as files and can be dropped. */
const pastedBytes = z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= 200_000_000);

function call<W extends 'engine' | 'main', I extends z.ZodType, O extends z.ZodType>(owner: W, input: I, output: O) {
  return { owner, input, output };
}

const dropRefusal = z.strictObject({ path, code: z.enum(dropRefusals) });

/** `owner: engine` calls are routed by main without looking inside; `owner: main` calls are answered by the shell. */
export const calls = {
  'snapshot.get': call('engine', nothing, snapshot),
  'folders.list': call('engine', nothing, z.array(folderCard)),
  'folders.add': call(
    'engine',
    /** `planned`: scan and check it, but send nothing before `folders.start`. */
    z.strictObject({
      path,
      target: albumTarget,
      rules: folderRules.partial(),
      planned: z.boolean().optional(),
    }),
    z.strictObject({ folderId: id }),
  ),
  'folders.plan': call('engine', z.strictObject({ folderIds: z.array(id).min(1).max(1000) }), plan),
  /** What the service takes, as far as this account knows, and how surely. */
  'limits.get': call('engine', nothing, limitsView),
  /** Forgets what was learned. */
  'limits.forget': call('engine', nothing, nothing),
  'folders.start': call('engine', z.strictObject({ folderIds: z.array(id).min(1).max(1000) }), nothing),
  /** Counts image-named files below a folder that is not added yet; reads no file. */
  'folders.survey': call(
    'engine',
    z.strictObject({ path }),
    z.strictObject({
      photos: z.number().int(),
      bytes: z.number().int(),
      subfolders: z
        .array(z.strictObject({ path: z.string(), photos: z.number().int(), bytes: z.number().int() }))
        .max(5000),
      complete: z.boolean(),
      /** Edited photos with their original beside them. */
      versions: z.number().int(),
      unopened: unopened.nullable(),
    }),
  ),
  /**
   * Previews of the newest photos in folders that are not added yet, for the wall of the first start. Answers with
   * those that are known; the others follow as events (`folderPreview.found`). A new call ends the search in folders
   * that are not in its `paths`; `[]` ends all. Only thumbnails are written.
   */
  'folders.preview': call(
    'engine',
    z.strictObject({ paths: z.array(path).max(50) }),
    z.array(z.strictObject({ path, photos: z.array(folderPreview).max(maxFolderPreviews) })),
  ),
  'folders.change': call(
    'engine',
    z.strictObject({
      folderId: id,
      title: z.string().trim().min(1).max(200).optional(),
      target: albumTarget.optional(),
      rules: folderRules.partial().optional(),
    }),
    nothing,
  ),
  'folders.pause': call('engine', z.strictObject({ folderId: id, paused: z.boolean() }), nothing),
  'folders.remove': call('engine', z.strictObject({ folderId: id }), nothing),
  'folders.scan': call('engine', z.strictObject({ folderId: id.nullable() }), nothing),
  'photos.page': call(
    'engine',
    z.strictObject({
      shown: shownState.nullable(),
      search: z.string().max(200),
      folderId: id.nullable(),
      after: photoCursor.nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ rows: z.array(photoRow), next: photoCursor.nullable() }),
  ),
  /** Photos per day of the same filter, newest first: headers and scroll length without loading rows. */
  'photos.days': call(
    'engine',
    z.strictObject({ shown: shownState.nullable(), search: z.string().max(200), folderId: id.nullable() }),
    z.array(
      z.strictObject({
        /** Local date YYYY-MM-DD. */ day: z.string(),
        photos: z.number().int(),
        done: z.number().int(),
      }),
    ),
  ),
  'photos.get': call('engine', z.strictObject({ fileId: id }), photoDetail),
  /**
   * Restores paths in which a dialog lost bytes that are not UTF-8. A path that does not exist comes back unchanged.
   */
  'paths.meant': call(
    'engine',
    z.strictObject({ paths: z.array(path).max(100_000) }),
    z.strictObject({ paths: z.array(path) }),
  ),
  'photos.explain': call('engine', z.strictObject({ path }), explanation),
  'photos.act': call(
    'engine',
    z.strictObject({ fileIds: z.array(id).min(1).max(10_000), action: photoAction }),
    z.strictObject({ changed: z.number().int() }),
  ),
  /** In each album; it is not changed on OK. Answers it as it is kept: cleaned. */
  'photos.setCaption': call('engine', captionChange, keptCaption),
  /** Brings the caption of a photo that is on OK already up to date there. */
  'photos.sendCaption': call('engine', z.strictObject({ fileId: id }), nothing),
  /** Leaves out a photo that is being sent and aborts its upload. Refused with `too_late` once its commit has begun. */
  'lanes.stop': call('engine', z.strictObject({ fileId: id }), nothing),
  /** A photo before and after conversion; `picture` is shown as app://preview/<picture>; null: cannot be shown. */
  'photos.previewConversion': call(
    'engine',
    z.strictObject({ fileId: id, action: z.enum(['shrink', 'convert']) }),
    z.strictObject({ before: conversionSide, after: conversionSide }),
  ),
  /** Photos in the album on OK that may be this photo, whose commit is uncertain. */
  'photos.candidates': call('engine', z.strictObject({ fileId: id }), z.array(candidate)),
  'problems.list': call('engine', nothing, z.array(problemGroup)),
  'problems.act': call(
    'engine',
    z.strictObject({
      reason: problemGroup.shape.reason,
      albumId: id.nullable(),
      /** For a group of one folder; absent: for all folders. */
      folderId: id.optional(),
      action: photoAction.or(albumAction),
      target: albumTarget.nullable(),
    }),
    z.strictObject({ changed: z.number().int() }),
  ),
  'albums.list': call('engine', nothing, z.array(album)),
  /** Groups in which the person may add albums. */
  'groups.list': call('engine', nothing, z.array(groupOfAlbum)),
  'drop.add': call(
    'engine',
    /** `rules`: for these photos; absent: the defaults in the settings. */
    z.strictObject({
      paths: z.array(path).min(1).max(100_000),
      target: albumTarget,
      rules: askedRules.partial().optional(),
    }),
    z.strictObject({
      files: z.number().int(),
      folders: z.number().int(),
      /** Sorted by importance to the person. */
      refused: z.array(dropRefusal).max(mostRefusals),
      /** Counts of all refused files, including those that `refused` does not list. */
      refusedCounts: z.record(z.enum(dropRefusals), z.number().int().nonnegative()),
      /** Files that the person left out of this album before: they are not sent until the person confirms. */
      leftOut: z.array(z.strictObject({ fileId: id, name: z.string() })).max(1000),
      /** Number of files that are in this album already, unchanged. */
      there: z.number().int(),
    }),
  ),
  'history.recent': call('engine', z.strictObject({ limit: z.number().int().min(1).max(50) }), z.array(historyEntry)),
  'sync.pause': call('engine', z.strictObject({ untilMs: z.number().int().nullable() }), nothing),
  'sync.resume': call('engine', nothing, nothing),
  /** Photo bytes may go to this host; `always`: not only until the program ends. What waited for it is tried at once. */
  'sync.allowUploadHost': call('engine', z.strictObject({ host: uploadHost, always: z.boolean() }), nothing),
  /** The service's own domains stay allowed. */
  'sync.forgetUploadHost': call('engine', z.strictObject({ host: uploadHost }), nothing),
  /** Overrides the rule that sending waits for (hours, metered network, battery) until its condition changes. */
  'sync.sendAnyway': call('engine', nothing, nothing),
  /** Ends waits after failures and checks account and network at once. */
  'sync.retry': call('engine', nothing, nothing),
  /** The person has seen that the library was restored; it is not shown again. */
  'library.restoredSeen': call('engine', nothing, nothing),

  'account.get': call('main', nothing, accountView),
  'account.useDemo': call('main', nothing, accountView),
  /** `endAccess`: take the program's rights back at the service, too. */
  'account.signOut': call('main', z.strictObject({ endAccess: z.boolean() }), accountView),
  /** Begins signing in; progress comes as `account.changed`. A new attempt ends the one before. */
  'account.signIn': call('main', z.strictObject({ way: signInWay }), accountView),
  /** Resolves when the token is in use, or the view says why it is not. */
  'account.useToken': call('main', pastedToken, accountView),
  'account.cancelSignIn': call('main', nothing, accountView),
  /** The person's answer to `asks_same_person`; what is found comes as `account.changed`. */
  'account.answerSamePerson': call('main', z.strictObject({ isSame: z.boolean() }), accountView),
  /** null: the built-in application. */
  'account.changeApplication': call('main', application.nullable(), accountView),
  /** The answer to «there is no keychain». */
  /** Lets the system ask for the keyring's password; answers when the person has answered. */
  'account.openKeychain': call('main', nothing, accountView),
  'account.keepSignIn': call('main', z.strictObject({ where: z.enum(['session', 'file']) }), accountView),
  'settings.get': call('main', nothing, settings),
  'settings.change': call('main', settingsChange, settings),
  /** The settings file that could not be used at this start, until the person has seen the banner. Defaults apply. */
  'settings.aside': call('main', nothing, z.strictObject({ problem: z.enum(['damaged', 'newer']), path }).nullable()),
  'settings.asideSeen': call('main', nothing, nothing),
  /** Usual folders of photos that exist on this computer, the likeliest first. */
  'folders.suggest': call(
    'main',
    nothing,
    z.array(z.strictObject({ path, /** Ticked beforehand. */ ticked: z.boolean() })).max(20),
  ),
  'dialogs.pickFolder': call('main', nothing, path.nullable()),
  'dialogs.pickPhotos': call('main', nothing, z.array(path)),
  /** Lets the person choose one file of any kind, to ask about it. */
  'dialogs.pickPhoto': call('main', nothing, path.nullable()),
  'shell.showInFolder': call('main', z.strictObject({ fileId: id }), nothing),
  /** Shows the damaged library that was put aside; the engine knows its path. */
  'shell.showDamaged': call('main', nothing, nothing),
  'shell.openOnOk': call(
    'main',
    z.union([z.strictObject({ fileId: id }), z.strictObject({ albumId: id.nullable() })]),
    nothing,
  ),
  /** The page on which a person sees and ends what programs may do. */
  'shell.openRightsPage': call('main', nothing, nothing),
  /** Copies the photo's address on the service to the clipboard. */
  'shell.copyLink': call('main', z.strictObject({ fileId: id }), nothing),
  /**
   * Saves a pasted picture as a file. The window takes it from the paste event; the clipboard is never read unasked.
   */
  'clipboard.keepImage': call('main', z.strictObject({ bytes: pastedBytes }), path),
  'app.openLicences': call('main', nothing, nothing),
  'app.about': call(
    'main',
    nothing,
    z.strictObject({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      dataFolder: z.string(),
      platform: z.string(),
      update: aboutUpdate,
    }),
  ),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;
export type EngineCallName = { [N in CallName]: Calls[N]['owner'] extends 'engine' ? N : never }[CallName];

export const events = {
  'snapshot.changed': snapshot,
  /** Lists on screen should be reloaded; at most twice a second, but problems whenever their count was published. */
  'library.changed': z.strictObject({ areas: z.array(z.enum(['folders', 'photos', 'problems', 'albums', 'history'])) }),
  /** Totals so far of a folder that is being surveyed (`folders.survey`). */
  'survey.found': z.strictObject({ path, photos: z.number().int(), bytes: z.number().int() }),
  /** A preview that `folders.preview` asked for, once its thumbnail exists. */
  'folderPreview.found': z.strictObject({ path, photo: folderPreview }),
  'account.changed': accountView,
  'settings.changed': settings,
  /** Main asks the window to show a screen (tray menu, notification). */
  'screen.wanted': z.strictObject({
    screen: z.enum(['overview', 'photos', 'folders', 'problems', 'settings']),
    shown: shownState.nullable(),
  }),
  /** The menu's «About». */
  'about.wanted': z.strictObject({}),
  'drop.wanted': z.strictObject({ paths: z.array(path) }),
  /** «What about this file?»; null: the person chooses the file. */
  'explain.wanted': z.strictObject({ path: path.nullable() }),
  'engine.state': z.strictObject({
    state: z.enum(['starting', 'running', 'stopped', 'failed']),
    code: z.string().nullable(),
    /** Details of the code, usually a path. */
    subject: z.string().optional(),
  }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<E extends EventName> = z.output<Events[E]>;
