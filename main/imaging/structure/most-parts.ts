// How many parts a picture file may have before it is taken for a trap. A number, and nothing else.

/** A PNG of half a gigabyte in pieces of 4 KB has 130,000; a list of millions would fill the memory of the process. */
export const mostParts = 200_000;
