import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fileSystemOf, isUnc, classifyFileSystem, typeInMountInfo, typeInMountList } from './file-system.ts';

test.each(['nfs4', 'cifs', 'smb3', 'smbfs', '9p', 'fuse.sshfs', 'fuse.rclone', 'UNC'])(
  '%s is a network disk',
  (type) => {
    expect(classifyFileSystem(type).network).toBe(true);
  },
);

test.each(['ext4', 'btrfs', 'xfs', 'apfs', 'fuseblk', 'ntfs3', 'overlay', 'tmpfs', 'unknown'])(
  '%s is local and its inodes last',
  (type) => {
    expect(classifyFileSystem(type)).toMatchObject({ network: false, lastingInodes: true });
  },
);

test('memory cards and FUSE make their inodes up at each mount', () => {
  for (const type of ['vfat', 'exfat', 'fuse.sshfs']) expect(classifyFileSystem(type).lastingInodes).toBe(false);
});

const mountInfo = `22 27 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
27 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
90 27 0:52 / /mnt/nas rw,relatime shared:50 - nfs4 nas:/photos rw,vers=4.2
91 27 8:17 / /media/anna/My\\040Card rw shared:60 - exfat /dev/sdb1 rw
92 90 0:60 / /mnt/nas/over rw - tmpfs tmpfs rw
93 27 0:61 / /mnt/nas rw - cifs //nas/photos rw`;

test('the nearest mount decides, the later of two at one place, spaces in its name or not', () => {
  expect(typeInMountInfo(mountInfo, '/home/anna/Pictures')).toBe('ext4');
  expect(typeInMountInfo(mountInfo, '/mnt/nas/2024')).toBe('cifs');
  expect(typeInMountInfo(mountInfo, '/mnt/nasty')).toBe('ext4');
  expect(typeInMountInfo(mountInfo, '/mnt/nas/over/x')).toBe('tmpfs');
  expect(typeInMountInfo(mountInfo, '/media/anna/My Card/DCIM')).toBe('exfat');
  expect(typeInMountInfo('', '/x')).toBeNull();
});

test('the list of macOS is read the same way', () => {
  const list =
    '/dev/disk3s1s1 on / (apfs, sealed, local)\n//anna@nas._smb._tcp.local/photos on /Volumes/My photos (smbfs, nodev, nosuid, mounted by anna)';
  expect(typeInMountList(list, '/Volumes/My photos/2024')).toBe('smbfs');
  expect(typeInMountList(list, '/Users/anna')).toBe('apfs');
});

test('shares are known by their path on Windows', () => {
  expect(['\\\\nas\\photos', '\\\\?\\UNC\\nas\\photos'].map(isUnc)).toEqual([true, true]);
  expect(['C:\\photos', '\\\\?\\C:\\photos', '\\\\.\\pipe\\x'].map(isUnc)).toEqual([false, false, false]);
});

test('asking about a real folder, or one that is not there, has an answer', async () => {
  expect(typeof (await fileSystemOf(tmpdir())).network).toBe('boolean');
  expect((await fileSystemOf('/no/such/folder')).type).toBe('unknown');
});
