// How many parts a picture file may have before the walk ends: more is an attack on memory.

/** A PNG of half a gigabyte in pieces of 4 KB has 130,000; a list of millions would fill the memory of the process. */
export const mostParts = 200_000;
