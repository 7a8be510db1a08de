import { hostNameOf } from '../../../facts/hosts';
import { LOG_DRIVERS, REQUIRED_LOG_OPTIONS, RequiredLogOption } from '../../../facts/log-drivers';
import type { TaskDefinition } from '../entities/task-definition';
import type { Node } from '../evaluation/node';
import type { Location } from '../evaluation/resource';

/** A log driver that the compute of a task certainly or probably lacks. */
export interface UnsupportedLogDriver {
  readonly location: Location;
  /** In a sentence after the owner of the log configuration. */
  readonly problem: string;
  readonly isRefused: boolean;
}

/** A required option that is certainly not set. */
export interface MissingLogOption extends RequiredLogOption {
  readonly location: Location;
  /** In a sentence after the owner of the log configuration. */
  readonly problem: string;
}

/** Why the compute of a task does not support the log driver of a container or of the Service Connect proxy. */
export function unsupportedLogDriver(logging: Node, { hosts }: TaskDefinition): UnsupportedLogDriver | undefined {
  const driver = logging.text('LogDriver');
  const lacking = hosts.filter(each => each.every(host => driver.isNoneOf(LOG_DRIVERS[host].drivers)));
  if (lacking.length === 0) { return undefined; }
  const offered = LOG_DRIVERS[lacking[0][0]].drivers;
  return {
    location: logging.at('LogDriver'),
    problem: `has log driver ${driver}, which ${lacking.map(hostNameOf).join(' and ')} does not support; use ${offered.join(', ')}`,
    isRefused: lacking.some(each => each.every(host => LOG_DRIVERS[host].others === 'refused' && driver.isNoneOf(LOG_DRIVERS[host].unsure ?? []))),
  };
}

/** The options that the log driver of a task requires, and that neither a value nor a secret sets. */
export function missingLogOptions(logging: Node, { hosts }: TaskDefinition): readonly MissingLogOption[] {
  const driver = logging.text('LogDriver');
  return REQUIRED_LOG_OPTIONS
    .filter(row => driver.is(row.driver) && (!row.on || hosts.some(each => each.every(host => row.on?.includes(host)))))
    .map(row => ({ row, place: logging.get('Options').get(row.option) }))
    .filter(({ row, place }) => (place.isAbsent || place.asText.is('')) && !mayComeFromSecret(logging, row.option))
    .map(({ row, place }) => ({ ...row, location: place.location, problem: `has log driver ${row.driver} without its required option ${row.option}; set it` }));
}

function mayComeFromSecret(logging: Node, option: string): boolean {
  const secrets = logging.list('SecretOptions');
  const areOthers = secrets.map(secret => secret.text('Name').differs(option));
  return !secrets.isKnown || areOthers.includes(false);
}
