// Names of what other programs leave behind: trash, caches, libraries of their own, unfinished and replaced files.
//
// A pattern stands here only if no photo of a person's own is named so: a doubtful name becomes a question instead
// (conflict-copy-name.ts).

/** Files and folders, anywhere. */
const anywhere = [
  // Hidden ones: file managers, phones, sync programs (.Trash-1000, .stversions, ._IMG_1.JPG, .trashed-1-IMG.jpg,
  // .picasaoriginals, .dtrash).
  '.*',
  // Trash and what a repair of the disk found.
  '$RECYCLE.BIN',
  'RECYCLER',
  'RECYCLED',
  '#recycle',
  'RECYCLE.BIN',
  '@Recycle',
  'LOST.DIR',
  'lost+found',
  'FOUND.0??',
  'Network Trash Folder',
  // Indexes, thumbnails and snapshots of NAS systems.
  '@eaDir',
  '@tmp',
  '@sharebin',
  '@Recently-Snapshot',
  '@__thumb',
  '#snapshot',
  '~snapshot',
  '@GMT-*',
  // Of the systems.
  'System Volume Information',
  '$WINDOWS.~*',
  '$WinREAgent',
  '__MACOSX',
  'Temporary Items',
  'Backups.backupdb',
  'AppData',
  'Temporary Internet Files',
  'INetCache',
  'Thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  // Caches of browsers, and of developers.
  'Cache_Data',
  'GPUCache',
  'mipmaps-*.d',
  'iPod Photo Cache',
  'node_modules',
  // What sync programs keep of former versions.
  '_gsdata_',
  '_SYNCAPP',
  // Small pictures that cameras keep of their films.
  'THMBNL',
  // Previews and libraries that belong to another program.
  '*.lrdata',
  '*.lrlibrary',
  '*.lrcat-data',
  '*.photoslibrary',
  '*.photolibrary',
  '*.migratedphotolibrary',
  '*.aplibrary',
  '*.migratedaplibrary',
  '*.apvault',
  '*.cocatalog',
  '*.imovielibrary',
  '*.fcpbundle',
  '*.tvlibrary',
  '*.sparsebundle',
  '*.app',
  // Not finished yet; the finished one gets another name.
  '*.part',
  '*.partial',
  '*.filepart',
  '*.crdownload',
  '*.opdownload',
  '*.download',
  '*.tmp',
  '*.temp',
  '~$*',
] as const;

/** Files only: a person's folder may well be called «2019.old». */
const filesOnly = [
  // Unfinished downloads and copies.
  '*.crswap',
  '*.!ut',
  '*.!qB',
  '*.!bt',
  '*.bc!',
  '*.!sync',
  '*.aria2',
  '*.dropboxtmp',
  '*.ffs_tmp',
  '*.dctmp',
  '*.fdmdownload',
  '*.xltd',
  '*.$$$',
  // Left by programs that changed the photo beside it.
  '*~',
  '*.~*',
  '*.bak',
  '*.bak1',
  '*.bak2',
  '*.backup',
  '*.old',
  '*.orig',
  '*.autosave',
  '*.*_original',
  '*.*_exiftool_tmp',
  // Beside films: small pictures and indexes of cameras; of NAS systems beside photos.
  '*.thm',
  '*.thumbnail',
  '*.ithmb',
  '*.ctg',
  '*.scr',
  '*@SynoEAStream',
  '*@SynoResource',
  'SYNOPHOTO_THUMB*',
  'SYNOPHOTO:THUMB*',
  'SYNOFILE_THUMB*',
] as const;

/** A folder directly in another: the second name alone says too little. */
const inFolders = [
  'CaptureOne/Cache',
  'CaptureOne/Settings',
  'Android/data',
  'Android/obb',
  'MISC/THM',
  'Trash/files',
  'Trash/expunged',
  'Google Photos/Trash',
  'Google Photos/Bin',
  'Google Фото/Корзина',
  'Google Fotos/Papierkorb',
  'Google Fotos/Papelera',
  'Google Photos/Corbeille',
  'Google Foto/Cestino',
] as const;

/** Left out everywhere. Shown to the person by these very words when they ask why a file is not sent. */
export const junkPatterns = { anywhere, filesOnly, inFolders } as const;
