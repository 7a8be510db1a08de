const NUMBERED = /^\d+\.\d+\.\d+$/;

/** Whether one version comes before another; false for LATEST and for every other value that is not a number. */
export function isBefore(version: string, other: string): boolean {
  return NUMBERED.test(version) && version.localeCompare(other, 'en', { numeric: true }) < 0;
}
