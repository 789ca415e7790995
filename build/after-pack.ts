// Runs on the packed app before it is signed: switches off what Electron leaves open, and checks that no package is in
// it that would crash it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';

// electron-builder takes a hook from the default export only.
export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { electronPlatformName: platform, appOutDir, packager } = context;
  const name = packager.appInfo.productFilename;
  const program = {
    darwin: join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name),
    win32: join(appOutDir, `${name}.exe`),
    linux: join(appOutDir, packager.config.executableName ?? packager.appInfo.name),
  }[platform];
  if (!program) throw new Error(`No app is made for ${platform}`);

  if (platform === 'linux')
    refuseNativeSharp(join(appOutDir, 'resources', 'app.asar.unpacked', 'node_modules', '@img'));

  await flipFuses(program, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: platform === 'darwin',
    // Nobody can make our signed program run their code by a variable or a switch…
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    // … nor by files laid beside or into the archive (macOS and Windows check the latter).
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Pages come over app://, so file:// needs no privileges.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}

/** Two copies of GLib in one process end in a crash, so the native sharp must not be in a Linux app. */
function refuseNativeSharp(folder: string): void {
  const native = existsSync(folder) ? readdirSync(folder).filter((name) => /^sharp-(?:linux|libvips)/u.test(name)) : [];
  if (native.length > 0) throw new Error(`These may not be in the app for Linux: ${native.join(', ')}`);
}
