// What a script did, in the order in which it did it; and the user that does it just now.
export const events = [];
export const now = { vu: 1, iteration: 0, inTest: 0 };
