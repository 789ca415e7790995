// What kind of desktop this is, as far as drawing needs it.

export const onMac = navigator.userAgent.includes('Macintosh');
