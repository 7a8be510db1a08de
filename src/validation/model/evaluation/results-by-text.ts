/** More results are not kept, so that a process that validates many apps does not fill the memory. */
const MOST_KEPT = 1000;

/** Results of a function of a text alone. Apps of the CDK repeat the same few texts, such as ranges of addresses. */
export class ResultsByText<T> {
  private readonly known = new Map<string, { readonly result: T }>();

  public of(text: string, compute: () => T): T {
    const known = this.known.get(text);
    if (known) { return known.result; }
    if (this.known.size >= MOST_KEPT) { this.known.clear(); }
    const result = compute();
    this.known.set(text, { result });
    return result;
  }
}
