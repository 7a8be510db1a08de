/** An event that fails once during a deployment. */
export class Incident {
  private hasHappened = false;

  /** @param pattern the name of the event; undefined if nothing fails */
  public constructor(private readonly pattern?: RegExp) {}

  public happens(event: string): boolean {
    const happens = !this.hasHappened && this.pattern?.test(event) === true;
    this.hasHappened ||= happens;
    return happens;
  }
}
