// The bridge into the sandboxed page: two prefix-checked ways and a file's path. Does not change when a call is added.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channelName, channelPrefix } from '../../shared/channels.ts';
import type { WindowBridge } from '../../shared/channels.ts';

function channelOf(name: unknown): string {
  if (typeof name !== 'string' || !channelName.test(name))
    throw new TypeError('okPhotoSync: not the name of a call or an event');
  return channelPrefix + name;
}

const bridge: WindowBridge = {
  async invoke(name, input) {
    const channel = channelOf(name);
    try {
      return await ipcRenderer.invoke(channel, input);
    } catch {
      // Main answers everything it knows; what it rejects has no handler there.
      return { ok: false, error: { code: 'unknown_call', subject: name } };
    }
  },
  on(name, listener) {
    const channel = channelOf(name);
    // The event itself stays here: it would give the page a way to answer.
    const listen = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, listen);
    return () => void ipcRenderer.removeListener(channel, listen);
  },
  pathForFile: (file) => webUtils.getPathForFile(file as File),
};

contextBridge.exposeInMainWorld('okPhotoSync', bridge);
