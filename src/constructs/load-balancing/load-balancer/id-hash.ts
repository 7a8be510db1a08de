import { createHash } from 'crypto';

/** Eight characters of an id that stand for a text. */
export function idHash(text: string): string { return createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase(); }
