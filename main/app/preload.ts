// The bridge into the sandboxed page: calls, events, and the path of a dropped file. Adding a call does not change it.
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
      // The main process answers every call it knows; a rejection means that there is no handler.
      return { ok: false, error: { code: 'unknown_call', subject: name } };
    }
  },
  on(name, listener) {
    const channel = channelOf(name);
    // The event object stays here: it would give the page a way to reply.
    const listen = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, listen);
    return () => void ipcRenderer.removeListener(channel, listen);
  },
  pathForFile: (file) => webUtils.getPathForFile(file as File),
};

contextBridge.exposeInMainWorld('okPhotoSync', bridge);
