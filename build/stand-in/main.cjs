// Does for the stand-in what Electron's own default_app.asar does: starts the app in the folder named on the command line.
// Copied into the stand-in; must not know anything about the app it starts.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { app, dialog } = require('electron');

const hook = path.join(path.dirname(process.execPath), 'compat', 'use-compat.cjs');
require(hook);
// Every utilityProcess inherits this, and so uses the same hook. Quoted: the cache folder may have a space in its name.
if (!(process.env.NODE_OPTIONS ?? '').includes('use-compat.cjs')) {
  const quoted = `"--require=${hook.replaceAll('\\', '\\\\')}"`;
  process.env.NODE_OPTIONS = process.env.NODE_OPTIONS ? `${process.env.NODE_OPTIONS} ${quoted}` : quoted;
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });

/** The first argument that is no switch names the app; `-r FILE` before it is loaded first (Playwright uses it). */
function readArguments() {
  const rest = process.argv.slice(1);
  const preloads = [];
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index];
    if (argument === '-r' || argument === '--require') preloads.push(rest[(index += 1)]);
    else if (!argument.startsWith('-')) return { preloads, folder: path.resolve(argument) };
  }
  return { preloads, folder: undefined };
}

const { preloads, folder } = readArguments();
if (preloads.length > 0) Module._preloadModules(preloads);

if (!folder) {
  process.stderr.write('Name the folder of an app.\n');
  app.exit(2);
} else {
  try {
    start(folder);
  } catch (error) {
    fail(error);
  }
}

function start(appFolder) {
  const manifestFile = path.join(appFolder, 'package.json');
  const manifest = fs.existsSync(manifestFile) ? JSON.parse(fs.readFileSync(manifestFile, 'utf8')) : {};
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName ?? manifest.name;
  if (name) app.name = name;
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(fs.statSync(appFolder).isDirectory() ? appFolder : path.dirname(appFolder));
  const entry = Module._resolveFilename(appFolder, null, true);
  // CommonJS is loaded at once: what an app registers before «ready» must not come a tick late.
  if (entry.endsWith('.cjs')) Module._load(entry, null, true);
  else import(pathToFileURL(entry).href).catch(fail);
}

function fail(error) {
  process.stderr.write(`The app in ${folder} did not start: ${error?.stack ?? error}\n`);
  if (!process.env.CI) dialog.showErrorBox('The app did not start', String(error?.message ?? error));
  app.exit(1);
}
