// Sends require('better-sqlite3') to the one built for the stand-in's Electron. Copied beside the stand-in's program.
'use strict';
const Module = require('node:module');
const path = require('node:path');

const compat = path.join(__dirname, 'node_modules', 'better-sqlite3');
const resolveFilename = Module._resolveFilename;

// Only inside the stand-in: NODE_OPTIONS is inherited by children that may be a plain Node.
if (process.versions.electron === '33.2.1' && !Module._resolveFilename.usesCompat) {
  Module._resolveFilename = function (request, ...rest) {
    return resolveFilename.call(this, request === 'better-sqlite3' ? compat : request, ...rest);
  };
  Module._resolveFilename.usesCompat = true;
}
