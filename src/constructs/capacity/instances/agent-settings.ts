import { AgentOptions } from './agent-options';
import {
  AGENT_BOUNDS, AGENT_SETTINGS, AgentSetting, AgentSettingName, AgentSystem, ATTRIBUTE_NAME, ATTRIBUTE_VALUE,
} from '../../../facts/agent-settings';
import { formatProblem, secondsProblem, wholeNumberProblem } from '../../checks';

export type SettingValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** The settings of the agent that are written, by prop. */
export type AgentValues = Partial<Readonly<Record<AgentSettingName, SettingValue>>>;

/** The settings in the units of the agent. One that is not given is not written, so that the AMI decides. */
export function agentValues(options: AgentOptions): AgentValues {
  const { imageCleanupInterval, imageMinimumAge, taskCleanupDelay, reservedMemory, ...rest } = options;
  return given({
    ...rest,
    imageCleanupInterval: imageCleanupInterval && `${imageCleanupInterval.toSeconds()}s`,
    imageMinimumAge: imageMinimumAge && `${imageMinimumAge.toSeconds()}s`,
    taskCleanupDelay: taskCleanupDelay && `${taskCleanupDelay.toSeconds()}s`,
    reservedMemory: reservedMemory?.toMebibytes(),
  });
}

function given(values: { readonly [Name in AgentSettingName]?: SettingValue }): AgentValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The settings that a system cannot have, and values that the agent would ignore. */
export function agentProblems(options: AgentOptions, system: AgentSystem): string[] {
  return [...unsupportedProblems(options, system), ...valueProblems(options), ...attributeProblems(options.instanceAttributes)];
}

function unsupportedProblems(options: AgentOptions, system: AgentSystem): string[] {
  const names = (Object.keys(AGENT_SETTINGS) as AgentSettingName[]).filter(name => options[name] !== undefined);
  return names.filter(name => !isSupported(name, options, system)).map(name => `agent.${name} (${String(options[name])}) is not supported on ${NAMES[system]}; remove it`);
}

const NAMES: Readonly<Record<AgentSystem, string>> = { AMAZON_LINUX: 'Amazon Linux', BOTTLEROCKET: 'Bottlerocket', WINDOWS: 'Windows' };

/** Bottlerocket uses trunks whenever the account setting is on, so `true` needs no setting. */
function isSupported(name: AgentSettingName, { eniTrunking }: AgentOptions, system: AgentSystem): boolean {
  const setting: AgentSetting = AGENT_SETTINGS[name];
  if (system === 'WINDOWS') { return !setting.isLinuxOnly; }
  if (system === 'AMAZON_LINUX') { return true; }
  return setting.bottlerocket !== undefined || eniTrunking === true;
}

function valueProblems({ imageCleanupInterval, imageMinimumAge, imagesPerCleanup, taskCleanupDelay, reservedMemory }: AgentOptions): string[] {
  return [
    ...secondsProblem('agent.imageCleanupInterval', imageCleanupInterval, AGENT_BOUNDS.imageCleanupInterval),
    ...secondsProblem('agent.imageMinimumAge', imageMinimumAge, AGENT_BOUNDS.imageMinimumAge),
    ...wholeNumberProblem('agent.imagesPerCleanup', imagesPerCleanup, AGENT_BOUNDS.imagesPerCleanup),
    ...secondsProblem('agent.taskCleanupDelay', taskCleanupDelay, AGENT_BOUNDS.taskCleanupDelay),
    ...wholeNumberProblem('agent.reservedMemory', reservedMemory?.toMebibytes(), AGENT_BOUNDS.reservedMemory, ' MiB'),
  ];
}

function attributeProblems(attributes: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => [
    ...formatProblem('a name in agent.instanceAttributes', name, ATTRIBUTE_NAME),
    ...formatProblem(`agent.instanceAttributes.${name}`, value, ATTRIBUTE_VALUE),
  ]);
}
