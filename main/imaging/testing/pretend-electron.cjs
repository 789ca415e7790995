// Makes a plain Node say that it is Electron, so that sharp's WebAssembly build is chosen. For tests only.
'use strict';
Object.defineProperty(process.versions, 'electron', { value: '45.0.0', enumerable: true });
