import { createHash } from 'crypto';

/** A hash of a text with eight characters, for construct ids. */
export function idHash(text: string): string { return createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase(); }
