// Facts about the operating system that the layout depends on.

export const onMac = navigator.userAgent.includes('Macintosh');
