import { ResultsByText } from '../evaluation/results-by-text';

const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Whether two IPv4 ranges certainly have no address in common. */
export function areApart(one: string, other: string): boolean {
  const [first, second] = [rangeOf(one), rangeOf(other)];
  return first !== undefined && second !== undefined && (first.end <= second.start || second.end <= first.start);
}

/** Whether an IPv4 range is certainly within one of the others. */
export function isWithin(block: string, others: readonly string[]): boolean {
  const inner = rangeOf(block);
  return inner !== undefined && others.map(rangeOf).some(outer => outer !== undefined && outer.start <= inner.start && inner.end <= outer.end);
}

/** The addresses from `start` up to `end`, without `end`. */
interface AddressRange { readonly start: number; readonly end: number }

const RANGES = new ResultsByText<AddressRange | undefined>();

function rangeOf(block: string): AddressRange | undefined { return RANGES.of(block, () => parsed(block)); }

function parsed(block: string): AddressRange | undefined {
  const [, ...numbers] = BLOCK.exec(block)?.map(Number) ?? [];
  const [a, b, c, d, length] = numbers;
  if (length === undefined || length > 32 || [a, b, c, d].some(each => each > 255)) { return undefined; }
  const size = 2 ** (32 - length);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const start = address - address % size;
  return { start, end: start + size };
}
