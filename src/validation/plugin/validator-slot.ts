import type { App } from 'aws-cdk-lib';
import { DEFAULT_SETTINGS, Settings } from './settings';

const VALIDATOR = Symbol.for('cdk-ecs-shipshape.validator');
const SILENT = Symbol.for('cdk-ecs-shipshape.silent');

/** A validator of this or another copy of the package, which may have other settings. */
interface Holder {
  readonly settings?: Partial<Settings>;
}

interface Slots {
  [VALIDATOR]?: Holder;
  [SILENT]?: boolean;
}

/**
 * The single slot for an app's validator. Only the validator that holds it reports.
 * It is stored on the app under a global symbol, so that two copies of the package share it.
 */
export class ValidatorSlot {
  public static of(app: App): ValidatorSlot { return new ValidatorSlot(app); }

  private constructor(private readonly app: App) {}

  public get holder(): object | undefined { return (this.app as Slots)[VALIDATOR]; }

  /** The settings of the holder, from any copy of the package. */
  public get settings(): Settings | undefined {
    const holder = (this.app as Slots)[VALIDATOR];
    return holder && { ...DEFAULT_SETTINGS, ...holder.settings };
  }

  /** Whether validators of this app report nothing at the moment. */
  public get silent(): boolean { return (this.app as Slots)[SILENT] ?? false; }

  /** An explicit validator always takes the slot, an automatic validator only if it is free. */
  public offer(holder: { readonly settings: Settings }): void {
    if (this.holder && !holder.settings.explicit) { return; }
    Object.defineProperty(this.app, VALIDATOR, { value: holder, configurable: true });
  }

  /** Runs an action while no validator of this app reports. */
  public silently(action: () => void): void {
    Object.defineProperty(this.app, SILENT, { value: true, configurable: true });
    try { action(); } finally { Object.defineProperty(this.app, SILENT, { value: false, configurable: true }); }
  }
}
