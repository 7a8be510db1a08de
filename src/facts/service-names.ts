import type { Format } from './value-format';

/**
 * The name of a service. AWS documents no minimum length.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const SERVICE_NAME: Format = { pattern: /^[A-Za-z0-9_-]{0,255}$/, form: 'at most 255 letters, digits, hyphens and underscores' };
