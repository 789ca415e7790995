// English: the Problems screen: a title, a sentence and actions per cause. Texts only.
import { enForms, type Same } from '../dictionary.ts';
import type * as ru from '../ru/problems.ts';

export const problems: Same<typeof ru.problems> = {
  summary: enForms('{n} photo needs your decision.', '{n} photos need your decision.'),
  othersSending: 'The others are being sent.',
  none: 'Nothing to decide',
  noneHint: 'When a photo needs you, it appears here.',
  done: enForms('Done: {n} photo', 'Done: {n} photos'),
  leftOut: enForms('{n} photo is left out', '{n} photos are left out'),
  queued: enForms('{n} photo is back in the queue', '{n} photos are back in the queue'),
  checkedAgain: enForms('{n} photo is being checked again', '{n} photos are being checked again'),
  chooseAlbumTitle: 'Where to send these photos',
};

export const cause: Same<typeof ru.cause> = {
  title: {
    too_many_bytes: enForms('{n} photo is larger than OK accepts', '{n} photos are larger than OK accepts'),
    too_small: enForms('{n} picture is smaller than OK accepts', '{n} pictures are smaller than OK accepts'),
    too_big: enForms('{n} photo has more pixels than OK accepts', '{n} photos have more pixels than OK accepts'),
    invalid_format: enForms('{n} photo has a format OK does not accept', '{n} photos have a format OK does not accept'),
    unknown_format: enForms(
      '{n} file has a format the program does not know',
      '{n} files have a format the program does not know',
    ),
    corrupted: enForms('{n} file is damaged', '{n} files are damaged'),
    no_image: enForms('{n} file holds no picture', '{n} files hold no picture'),
    refused_by_service: enForms('{n} photo was refused by OK', '{n} photos were refused by OK'),
    caption_refused: 'Captions that OK did not accept: {n}',
    album_gone: enForms('The album “{album}” is gone from OK', 'The album “{album}” is gone from OK'),
    album_full: enForms('The album “{album}” is full', 'The album “{album}” is full'),
    album_unclear: enForms(
      'Unclear which of the albums “{album}” is meant',
      'Unclear which of the albums “{album}” is meant',
    ),
    group_gone: enForms('The group is gone from OK: “{album}”', 'The group is gone from OK: “{album}”'),
    group_no_right: enForms(
      'OK does not let you publish in the group: “{album}”',
      'OK does not let you publish in the group: “{album}”',
    ),
    album_refused: enForms('OK did not make the album “{album}”', 'OK did not make the album “{album}”'),
    album_privacy: enForms('Check who sees the album “{album}”', 'Check who sees the album “{album}”'),
    album_taken: enForms('There is an album “{album}” already', 'There is an album “{album}” already'),
    commit_unclear: enForms('Unclear whether {n} photo was published', 'Unclear whether {n} photos were published'),
    maybe_there: enForms('{n} photo may be on OK already', '{n} photos may be on OK already'),
    probably_there: enForms('{n} photo is probably on OK already', '{n} photos are probably on OK already'),
    in_other_album: enForms(
      '{n} photo is on OK already, in another album of its folder',
      '{n} photos are on OK already, in other albums of their folder',
    ),
    unreadable: enForms('{n} file does not open', '{n} files do not open'),
    inspection_crashed: enForms('Checking {n} file fails', 'Checking {n} files fails'),
    inspection_timed_out: enForms('The check of {n} file did not finish', 'The check of {n} files did not finish'),
    mending_failed: enForms('No copy could be made of {n} photo', 'No copies could be made of {n} photos'),
    place_stays: enForms('The place cannot be removed from {n} photo', 'The place cannot be removed from {n} photos'),
    unnamed_picture: enForms(
      '{n} file in “{folder}” holds a picture, but is not named like one',
      '{n} files in “{folder}” hold pictures, but are not named like pictures',
    ),
    jpeg_not_sent: enForms(
      '{n} raw file lies beside a JPEG that is not sent',
      '{n} raw files lie beside JPEGs that are not sent',
    ),
    sending_crashed: enForms('Sending {n} photo fails each time', 'Sending {n} photos fails each time'),
    gave_up: enForms('{n} photo was not sent after many attempts', '{n} photos were not sent after many attempts'),
  },
  text: {
    too_many_bytes: enForms(
      'A smaller copy can be sent. The file on your disk stays as it is.',
      'Smaller copies can be sent. The files on your disk stay as they are.',
    ),
    too_small: 'OK does not take pictures this small. Usually they are icons and previews.',
    too_big: enForms(
      'A smaller copy can be sent. The file on your disk stays as it is.',
      'Smaller copies can be sent. The files on your disk stay as they are.',
    ),
    invalid_format: enForms(
      'A JPEG copy can be sent. The file on your disk stays as it is.',
      'JPEG copies can be sent. The files on your disk stay as they are.',
    ),
    unknown_format: enForms(
      'The program cannot read it, so there is nothing to make a JPEG copy of. If it is a photo, save it as JPEG where it was made, into the same folder.',
      'The program cannot read them, so there is nothing to make a JPEG copy of. If they are photos, save them as JPEG where they were made, into the same folder.',
    ),
    corrupted: enForms(
      'The picture is incomplete. If you have an undamaged copy, put it in place of this file.',
      'The pictures are incomplete. If you have undamaged copies, put them in place of these files.',
    ),
    no_image: enForms(
      'The file is named like a photo, but there is no picture inside.',
      'The files are named like photos, but there is no picture inside.',
    ),
    refused_by_service: 'OK refused and did not say why. It can be tried later.',
    caption_refused: enForms(
      'It may hold a word that OK does not let through, or be too long. The photo is not published: change its caption on its page, or send it without.',
      'They may hold words that OK does not let through, or be too long. The photos are not published: change their captions on their pages, or send them without.',
    ),
    album_gone: enForms(
      '{n} photo waits until you choose where it goes.',
      '{n} photos wait until you choose where they go.',
    ),
    album_full: enForms(
      'OK takes no more photos into it. {n} photo waits until you decide where it goes.',
      'OK takes no more photos into it. {n} photos wait until you decide where they go.',
    ),
    album_unclear: enForms(
      'The list of sent photos was restored from a backup, and several albums have this title. {n} photo waits until you choose one.',
      'The list of sent photos was restored from a backup, and several albums have this title. {n} photos wait until you choose one.',
    ),
    group_gone: enForms(
      'Nothing is lost, and nothing was sent anywhere else. {n} photo waits until you choose another album.',
      'Nothing is lost, and nothing was sent anywhere else. {n} photos wait until you choose another album.',
    ),
    group_no_right: enForms(
      'Perhaps you no longer manage the group, or the program has no right to add photos to it; signing in again can give it. {n} photo waits until you try again or choose another album.',
      'Perhaps you no longer manage the group, or the program has no right to add photos to it; signing in again can give it. {n} photos wait until you try again or choose another album.',
    ),
    album_refused: enForms(
      'There may be too many albums, or OK does not accept the title. {n} photo waits until you choose an album or try again.',
      'There may be too many albums, or OK does not accept the title. {n} photos wait until you choose an album or try again.',
    ),
    album_privacy: enForms(
      '{n} photo waits for your decision and has not gone into the album.',
      '{n} photos wait for your decision and have not gone into the album.',
    ),
    album_taken: enForms(
      '{n} photo waits for your word: into it, or into another album of this title?',
      '{n} photos wait for your word: into it, or into another album of this title?',
    ),
    commit_unclear: 'The connection broke at the last moment. To avoid sending twice, look into the album and decide.',
    maybe_there:
      'The album on OK has photos of the same size that this library did not send: from another computer, or from before it was restored. To avoid sending twice, look and decide.',
    probably_there:
      'The album on OK has photos that look the same and that this library did not send: from another computer, or from before it was restored. Look and decide, about each or about all at once.',
    in_other_album: enForms(
      'A copy of it has appeared in another subfolder, which has an album of its own. Leave the copy out, or have the photo in both albums.',
      'Copies of them have appeared in another subfolder, which has an album of its own. Leave the copies out, or have the photos in both albums.',
    ),
    unreadable: 'No permission for the file, or the disk cannot be read. Fix that and check again.',
    inspection_crashed: enForms(
      'The file is built so that the program cannot read it. The others are being sent.',
      'The files are built so that the program cannot read them. The others are being sent.',
    ),
    inspection_timed_out: enForms(
      'The file was checked twice, the second time with nothing else going on, and the check did not finish. It may be damaged in an unusual way.',
      'Each was checked twice, the second time with nothing else going on, and the check did not finish. The files may be damaged in an unusual way.',
    ),
    mending_failed: enForms(
      'The program could not make it smaller or turn it into JPEG.',
      'The program could not make them smaller or turn them into JPEG.',
    ),
    place_stays: enForms(
      'You asked to remove the place. The program cannot remove it from this file, or cannot tell whether it is there. Without your word it is not sent.',
      'You asked to remove the place. The program cannot remove it from these files, or cannot tell whether it is there. Without your word they are not sent.',
    ),
    unnamed_picture:
      'Mostly these are left-overs of other programs: backups and temporary copies. Your decision is kept for this folder; its rules let you change it.',
    jpeg_not_sent: enForms(
      'The JPEG is damaged, needs a decision or was left out, so neither of the two is on OK. The raw file itself cannot be sent.',
      'The JPEGs are damaged, need a decision or were left out, so neither they nor the raw files are on OK. The raw files themselves cannot be sent.',
    ),
    sending_crashed:
      'This is a fault of the program, not of OK. The others are being sent. It can be checked and tried again.',
    gave_up: 'The network or OK did not answer time after time. It can be tried again.',
  },
  act: {
    shrink: enForms('Make {n} photo smaller', 'Make {n} photos smaller'),
    convert: enForms('Turn {n} photo into JPEG', 'Turn {n} photos into JPEG'),
    try_again: enForms('Send {n} photo again', 'Send {n} photos again'),
    check_again: enForms('Check {n} photo again', 'Check {n} photos again'),
    leave_out: enForms('Leave out {n} photo', 'Leave out {n} photos'),
    send_anyway: enForms('Send {n} photo anyway', 'Send {n} photos anyway'),
    send_without_caption: 'Send without caption',
    send_with_place: enForms('Send {n} photo with its place', 'Send {n} photos with their place'),
    send_unnamed: enForms('Send such files', 'Send such files'),
    leave_out_unnamed: enForms('Leave such files out', 'Leave such files out'),
    approve: enForms('Send {n} photo', 'Send {n} photos'),
    it_is_there: enForms('It is on OK', 'They are on OK'),
    it_is_not_there: enForms('It is not there, send it', 'They are not there, send them'),
    choose_album: enForms('Choose an album', 'Choose an album'),
    another_album: enForms('Make another “{album}”', 'Make another “{album}”'),
    next_album: enForms('Go on in “{next}”', 'Go on in “{next}”'),
    correct_privacy: enForms('Correct it: {sees}', 'Correct it: {sees}'),
    publish_anyway: enForms('Send {n} photo anyway', 'Send {n} photos anyway'),
    look_again: enForms('Look at the album again', 'Look at the album again'),
    create_album: enForms('Create “{album}” again', 'Create “{album}” again'),
  },
  checkingAgain: 'Being checked again',
  openAlbum: 'Open the album',
  showAll: enForms('Show {n} photo', 'Show all {n} photos'),
};
