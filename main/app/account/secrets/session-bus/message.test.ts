// The bytes that go to the session's bus, and that hostile bytes from it do no harm.
import { expect, test } from 'vitest';
import { busSocket } from './connection.ts';
import { readMessage, writeCall } from './message.ts';

const call = {
  serial: 7,
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
  member: 'ReadAlias',
  body: ['default'],
};

test('a call is read back unchanged, and the bytes after it are kept', () => {
  const bytes = writeCall(call);
  const read = readMessage(Buffer.concat([bytes, Buffer.from('more')]));
  expect(read?.message).toMatchObject({ type: 1, serial: 7, path: call.path, member: 'ReadAlias', body: ['default'] });
  expect(read?.rest.toString()).toBe('more');
});

test('a list of object paths is read back unchanged', () => {
  const paths = ['/org/freedesktop/secrets/collection/login', '/a'];
  expect(readMessage(writeCall({ ...call, member: 'Unlock', body: { paths } }))?.message.body).toEqual([paths]);
});

test('an incomplete message needs more bytes', () => {
  const bytes = writeCall(call);
  for (let length = 0; length < bytes.length; length += 1) expect(readMessage(bytes.subarray(0, length))).toBeNull();
});

test('any bytes are a message, an incomplete one, or a RangeError', () => {
  const sound = writeCall({ ...call, body: { paths: ['/a', '/b'] } });
  let state = 3;
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = Buffer.from(sound);
    for (let change = 0; change <= round % 4; change += 1) bytes[next(bytes.length)] = next(256);
    try {
      readMessage(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }
});

test('the session’s address leads to the socket of the bus', () => {
  expect(busSocket({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus,guid=ab' })).toBe('/run/user/1000/bus');
  expect(busSocket({ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x;unix:abstract=/tmp/dbus%2dx' })).toBe('\0/tmp/dbus-x');
  expect(busSocket({ XDG_RUNTIME_DIR: '/run/user/1000' })).toBe('/run/user/1000/bus');
  expect(busSocket({})).toBeNull();
});
