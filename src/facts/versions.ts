const NUMBERED = /^\d+\.\d+\.\d+$/;

/** Whether one version comes before another; false for LATEST and for whatever else is no number. */
export function isBefore(version: string, other: string): boolean {
  return NUMBERED.test(version) && version.localeCompare(other, 'en', { numeric: true }) < 0;
}
